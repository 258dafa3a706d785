package dev.vitrine.benchmarks.harness;

import dev.vitrine.benchmarks.contest.Workload;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What Vitrine wants to be.
 *
 * @param ours the contestant that is measured
 * @param figure what of it
 * @param others the contestants that it is compared with, of whom the best counts; none for a limit by itself
 * @param most the largest ratio, or the largest figure
 */
record Goal(Workload workload, int latencyMillis, String ours, Figure figure, List<String> others, double most) {

    enum Figure {
        WALL("time", row -> row.warm(Pass::wallSeconds)),
        COLD("time, cold", row -> row.cold(Pass::wallSeconds)),
        CPU("CPU time", row -> row.warm(Pass::cpuSeconds)),
        MEMORY("RSS, MiB", row -> row.warm(Pass::peakRssMiB)),
        THREADS("threads", row -> row.warm(Pass::threads));

        private final String text;
        private final ToDoubleFunction<Row> of;

        Figure(String text, ToDoubleFunction<Row> of) {
            this.text = text;
            this.of = of;
        }

        double of(Row row) {
            return of.applyAsDouble(row);
        }
    }

    String text() {
        String what = workload.id() + (workload.withLatency() ? ", " + latencyMillis + " ms" : "") + ", " + figure.text;
        return what + ": " + ours + (others.isEmpty() ? "" : " ÷ " + String.join(" or ", others));
    }

    /** NaN where one of the two was not measured. */
    double value(List<Row> rows) {
        Row own = row(rows, ours);
        double value = own == null ? Double.NaN : figure.of(own);
        if (others.isEmpty()) {
            return value;
        }
        double best = Statistics.least(others.stream()
                .map(name -> row(rows, name))
                .map(row -> row == null ? Double.NaN : figure.of(row))
                .toList());
        return Statistics.ratio(value, best);
    }

    private @Nullable Row row(List<Row> rows, String name) {
        return rows.stream()
                .filter(row -> row.workload() == workload
                        && row.latencyMillis() == latencyMillis
                        && row.name().equals(name)
                        && row.isMeasured())
                .findFirst()
                .orElse(null);
    }
}
