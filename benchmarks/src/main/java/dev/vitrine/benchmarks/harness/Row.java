package dev.vitrine.benchmarks.harness;

import dev.vitrine.benchmarks.contest.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A contestant in a workload: all its passes of all rounds. */
final class Row {
    private final Entry entry;
    private final int latencyMillis;
    private final List<Pass> cold = new ArrayList<>();
    private final List<Pass> warm = new ArrayList<>();
    private @Nullable String failure;

    Row(Entry entry, int latencyMillis) {
        this.entry = entry;
        this.latencyMillis = latencyMillis;
    }

    Entry entry() {
        return entry;
    }

    Workload workload() {
        return entry.workload();
    }

    String name() {
        return entry.name();
    }

    int latencyMillis() {
        return latencyMillis;
    }

    /** The passes of one process. */
    void add(List<Pass> passes) {
        cold.addAll(passes.subList(0, Math.min(1, passes.size())));
        warm.addAll(passes.subList(Math.min(1, passes.size()), passes.size()));
    }

    void failed(String why) {
        failure = why;
    }

    @Nullable
    String failure() {
        return failure;
    }

    boolean isMeasured() {
        return !cold.isEmpty();
    }

    List<Pass> coldPasses() {
        return cold;
    }

    List<Pass> warmPasses() {
        return warm;
    }

    double cold(ToDoubleFunction<Pass> figure) {
        return median(cold, figure);
    }

    /** Of the cold passes where there are no others. */
    double warm(ToDoubleFunction<Pass> figure) {
        return median(warm.isEmpty() ? cold : warm, figure);
    }

    double least(ToDoubleFunction<Pass> figure) {
        return Statistics.least((warm.isEmpty() ? cold : warm)
                .stream().map(figure::applyAsDouble).toList());
    }

    private static double median(List<Pass> passes, ToDoubleFunction<Pass> figure) {
        return Statistics.median(passes.stream().map(figure::applyAsDouble).toList());
    }
}
