package dev.vitrine.benchmarks.harness;

import dev.vitrine.benchmarks.contest.Corpus;
import dev.vitrine.benchmarks.contest.Scene;
import dev.vitrine.benchmarks.contest.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The comparison. Each round starts every contestant once, one after the other, so that what disturbs the machine for a
 * while disturbs all of them. Ends with status 1 if one that took part did not do all of its work.
 */
public final class Bench {
    private final Options options;
    private final List<Row> rows = new ArrayList<>();
    private boolean failed;

    private Bench(Options options) {
        this.options = options;
    }

    @SuppressWarnings("SystemOut") // a program for the terminal
    public static void main(String[] args) throws IOException {
        Bench bench = new Bench(Options.from(name -> System.getProperty(name, "")));
        System.exit(bench.run() ? 0 : 1);
    }

    private boolean run() throws IOException {
        Instant start = Instant.now();
        Map<String, String> machine = Machine.describe(Path.of("").toAbsolutePath());
        Path work = Files.createDirectories(options.work());
        List<Path> jars = ClassPath.jars(System.getProperty("java.class.path"), work.resolve("lib"));
        Node node = Node.prepare(Path.of("src/peers/js").toAbsolutePath(), work);
        if (node == null) {
            say("js takes no part: node or its packages are missing");
        }
        try (Stub stub = new Stub(jars, work, options.sizes().pages())) {
            Runner runner = new Runner(options, stub, jars, node);
            files(runner.scene(0));
            plan(node);
            for (int round = 1; round <= options.rounds(); round++) {
                for (Row row : rows) {
                    if (round <= row.entry().rounds(row.latencyMillis())) {
                        run(runner, row, round);
                    }
                }
            }
        }
        machine.put("loadAfter", Machine.load());
        machine.put("took", Duration.between(start, Instant.now()).toSeconds() + " s");
        Results.write(options.results(), machine, options, rows);
        say(new Report(machine, options, rows).markdown());
        return !failed;
    }

    private void files(Scene scene) throws IOException {
        if (options.workloads().contains(Workload.W2)) {
            Corpus.files(scene);
        }
        if (options.workloads().contains(Workload.W3)) {
            Corpus.largeFile(scene);
        }
    }

    /** In the order of the tables. */
    private void plan(@Nullable Node node) {
        List<Entry> entries = Roster.entries().stream()
                .filter(options::takes)
                .filter(this::isThere)
                .toList();
        for (Workload workload : Workload.values()) {
            for (int latency : options.latencies(workload)) {
                for (Entry entry : entries) {
                    if (entry.workload() == workload && (!entry.isNode() || node != null)) {
                        rows.add(new Row(entry, latency));
                    }
                }
            }
        }
    }

    /** The peers are compiled under the profile alone. */
    private boolean isThere(Entry entry) {
        try {
            if (!entry.isNode()) {
                Class.forName(entry.type(), false, Bench.class.getClassLoader());
            }
            return true;
        } catch (ClassNotFoundException e) {
            say(entry.name() + " takes no part in " + entry.workload().id() + ": it is not on the class path");
            return false;
        }
    }

    private void run(Runner runner, Row row, int round) {
        String what = row.workload().id() + " " + row.latencyMillis() + " ms, round " + round + ": " + row.name();
        try {
            List<Pass> passes = runner.run(row.entry(), row.latencyMillis());
            row.add(passes);
            long repeated = passes.stream().mapToLong(Pass::repeated).sum();
            say(what + " "
                    + passes.stream()
                            .map(pass -> Statistics.text(pass.wallSeconds()))
                            .toList()
                    + (repeated == 0 ? "" : ", with " + repeated + " requests repeated"));
        } catch (IOException e) {
            failed = true;
            row.failed(e.getMessage() == null ? e.toString() : e.getMessage());
            say(what + " FAILED: " + row.failure());
        }
    }

    @SuppressWarnings("SystemOut") // a program for the terminal
    private static void say(String text) {
        System.out.println(text);
    }
}
