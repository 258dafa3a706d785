package dev.vitrine.benchmarks.harness;

import dev.vitrine.benchmarks.contest.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures as Markdown: medians, and Vitrine's share of what each contestant took. */
final class Report {
    private final Map<String, String> machine;
    private final Options options;
    private final List<Row> rows;

    Report(Map<String, String> machine, Options options, List<Row> rows) {
        this.machine = machine;
        this.options = options;
        this.rows = rows;
    }

    String markdown() {
        StringBuilder out = new StringBuilder("# Results\n\n");
        machine.forEach((name, value) ->
                out.append("- ").append(name).append(": ").append(value).append('\n'));
        out.append("- rounds: ").append(options.rounds()).append('\n');
        if (options.scale() != 1) {
            out.append("- scale: ").append(options.scale()).append(" (shows that it works, not how fast)\n");
        }
        String goals = Goals.markdown(Goals.all(Runtime.getRuntime().availableProcessors()), rows);
        if (!goals.isEmpty()) {
            out.append('\n').append(goals);
        }
        for (List<Row> table : tables()) {
            out.append('\n').append(table(table));
        }
        return out.toString();
    }

    /** The rows of one workload at one latency, as a table. */
    String table(List<Row> table) {
        Workload workload = table.get(0).workload();
        @Nullable Row ours = named(table, Roster.OURS);
        @Nullable Row limit = named(table, "limit");
        List<List<String>> lines = new ArrayList<>();
        lines.add(header(workload));
        for (Row row : table) {
            lines.add(row.isMeasured() ? line(row, ours, limit) : skipped(row));
        }
        return "## " + title(table.get(0)) + "\n\n" + Tables.markdown(lines);
    }

    List<List<Row>> tables() {
        List<List<Row>> tables = new ArrayList<>();
        for (Row row : rows) {
            List<Row> last = tables.isEmpty() ? List.of() : tables.get(tables.size() - 1);
            if (last.isEmpty()
                    || last.get(0).workload() != row.workload()
                    || last.get(0).latencyMillis() != row.latencyMillis()) {
                last = new ArrayList<>();
                tables.add(last);
            }
            last.add(row);
        }
        return tables;
    }

    private static String title(Row row) {
        return row.workload().id() + ", " + row.workload().title()
                + (row.workload().withLatency() ? ", " + row.latencyMillis() + " ms" : "");
    }

    private static List<String> header(Workload workload) {
        return List.of(
                "contestant",
                "cold s",
                "warm s",
                "best s",
                "cold CPU s",
                "warm CPU s",
                "server CPU s",
                workload == Workload.W6 ? "idle RSS MiB" : "peak RSS MiB",
                workload == Workload.W5 ? "KiB a walk" : "KiB an operation",
                "threads",
                "connections",
                "in flight",
                "÷ limit",
                "vitrine ÷ it, cold",
                "vitrine ÷ it, warm",
                "vitrine ÷ it, CPU");
    }

    private static List<String> line(Row row, @Nullable Row ours, @Nullable Row limit) {
        double warm = row.warm(Pass::wallSeconds);
        return List.of(
                row.name(),
                Statistics.text(row.cold(Pass::wallSeconds)),
                Statistics.text(warm),
                Statistics.text(row.least(Pass::wallSeconds)),
                Statistics.text(row.cold(Pass::cpuSeconds)),
                Statistics.text(row.warm(Pass::cpuSeconds)),
                Statistics.text(row.warm(Pass::serverCpuSeconds)),
                Statistics.text(row.warm(Pass::peakRssMiB)),
                Statistics.text(row.warm(Pass::allocatedBytes) / 1024),
                Statistics.text(row.warm(Pass::threads)),
                Statistics.text(row.warm(Pass::connections)),
                Statistics.text(row.warm(Pass::mostInFlight)),
                limit == null ? "" : Statistics.text(Statistics.ratio(warm, limit.warm(Pass::wallSeconds))),
                share(ours, ours == null ? Double.NaN : ours.cold(Pass::wallSeconds), row.cold(Pass::wallSeconds)),
                share(ours, ours == null ? Double.NaN : ours.warm(Pass::wallSeconds), warm),
                share(ours, ours == null ? Double.NaN : ours.warm(Pass::cpuSeconds), row.warm(Pass::cpuSeconds)));
    }

    private static String share(@Nullable Row ours, double value, double of) {
        return ours == null ? "" : Statistics.text(Statistics.ratio(value, of));
    }

    private static List<String> skipped(Row row) {
        List<String> line = new ArrayList<>(List.of(row.name(), row.failure() == null ? "not run" : row.failure()));
        while (line.size() < 16) {
            line.add("");
        }
        return line;
    }

    private static @Nullable Row named(List<Row> table, String name) {
        return table.stream()
                .filter(row -> row.name().equals(name) && row.isMeasured())
                .findFirst()
                .orElse(null);
    }
}
