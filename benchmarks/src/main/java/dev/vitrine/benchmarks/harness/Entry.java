package dev.vitrine.benchmarks.harness;

import dev.vitrine.benchmarks.contest.Workload;
import java.util.List;

/**
 * A contestant in a workload.
 *
 * @param name as it stands in the table
 * @param type its class, or for the official JavaScript client {@link #NODE}
 * @param variant which of its ways
 * @param jvm options of its JVM, or of node
 * @param putsOnly whether it speaks to the object store alone
 * @param rounds the most rounds that it takes part in
 * @param roundsWithLatency the same where answers are held back
 */
record Entry(
        String name,
        Workload workload,
        String type,
        String variant,
        List<String> jvm,
        boolean putsOnly,
        int rounds,
        int roundsWithLatency) {
    static final String NODE = "node";

    Entry(String name, Workload workload, String type, String variant, String... jvm) {
        this(name, workload, type, variant, List.of(jvm), false, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    boolean isNode() {
        return type.equals(NODE);
    }

    Entry onlyPuts() {
        return new Entry(name, workload, type, variant, jvm, true, rounds, roundsWithLatency);
    }

    Entry atMost(int times) {
        return new Entry(name, workload, type, variant, jvm, putsOnly, times, times);
    }

    /** For what waits ten seconds for its answers, one after the other: that does not vary. */
    Entry onceWithLatency() {
        return new Entry(name, workload, type, variant, jvm, putsOnly, rounds, 1);
    }

    int rounds(int latencyMillis) {
        return latencyMillis == 0 ? rounds : roundsWithLatency;
    }
}
