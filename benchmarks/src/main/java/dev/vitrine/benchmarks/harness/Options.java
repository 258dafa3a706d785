package dev.vitrine.benchmarks.harness;

import dev.vitrine.benchmarks.contest.Sizes;
import dev.vitrine.benchmarks.contest.Workload;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is asked of a run.
 *
 * @param workloads what is measured
 * @param latencies how long the stub holds back each answer, in milliseconds, for the workloads that heed it
 * @param rounds how often each contestant is started
 * @param scale how much of each workload is done, 1 for all; what is less shows only that everything works
 * @param contestants the beginnings of their names, empty for all
 * @param work where files and logs go
 * @param results where the results go; those of a part of the workloads or contestants do not replace those of a whole run
 * @param passes how often each process repeats the work; 0 for what each workload says
 * @param jvm further options of the contestants' JVMs, between spaces; {@code @} stands for workload and contestant
 */
record Options(
        Set<Workload> workloads,
        List<Integer> latencies,
        int rounds,
        double scale,
        List<String> contestants,
        Path work,
        Path results,
        int passes,
        List<String> jvm) {

    /** @param property looks up a property; empty for one that is not set */
    static Options from(UnaryOperator<String> property) {
        String workloads = property.apply("bench");
        String contestants = property.apply("contestants");
        double scale = Double.parseDouble(or(property.apply("scale"), "1"));
        String work = or(property.apply("work"), "target/bench");
        int passes = Integer.parseInt(or(property.apply("passes"), "0"));
        boolean whole = workloads.isBlank() && contestants.isBlank() && scale == 1 && passes == 0;
        return new Options(
                workloads(workloads),
                list(or(property.apply("latency"), "0,20")).stream()
                        .map(Integer::valueOf)
                        .toList(),
                Integer.parseInt(or(property.apply("rounds"), "1")),
                scale,
                list(contestants),
                Path.of(work).toAbsolutePath(),
                Path.of(or(property.apply("results"), whole ? "results" : work)).toAbsolutePath(),
                passes,
                Arrays.stream(property.apply("jvm").split("\\s+", -1))
                        .filter(option -> !option.isEmpty())
                        .toList());
    }

    /** Passes of one process. */
    int passes(Workload workload, int latencyMillis) {
        return passes == 0 || workload == Workload.W6 ? workload.passes(latencyMillis) : passes;
    }

    Sizes sizes() {
        return scale == 1 ? Sizes.FULL : Sizes.FULL.scaled(scale);
    }

    boolean takes(Entry entry) {
        return workloads.contains(entry.workload())
                && (contestants.isEmpty() || contestants.stream().anyMatch(entry.name()::startsWith));
    }

    List<Integer> latencies(Workload workload) {
        return workload.withLatency() ? latencies : List.of(0);
    }

    /** By the beginning of their ids, so that W3 means both of its kinds. */
    private static Set<Workload> workloads(String names) {
        if (names.isEmpty()) {
            return EnumSet.allOf(Workload.class);
        }
        Set<Workload> chosen = EnumSet.noneOf(Workload.class);
        for (String name : list(names)) {
            List<Workload> found = Arrays.stream(Workload.values())
                    .filter(workload -> workload.id().startsWith(name))
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException("-Dbench: no workload is called " + name);
            }
            chosen.addAll(found);
        }
        return chosen;
    }

    private static List<String> list(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private static String or(String value, String other) {
        return value.isBlank() ? other : value;
    }
}
