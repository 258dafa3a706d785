package dev.vitrine.reactor.trace;

import dev.vitrine.trace.CaptureLimit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a stream for its observation: its elements, or a part of each, up to a limit, and what the last
 * element says of usage and cost. Immutable: each method returns another.
 *
 * <p>The output is the text of all parts where all are text, else their list; nothing where there are none. Demand is
 * never changed. A function that throws is passed over with a warning.
 *
 * @param <T> the stream's elements
 */
public final class StreamCapture<T> {
    private final Function<? super T, ? extends @Nullable Object> part;
    private final @Nullable Function<? super List<Object>, ? extends @Nullable Object> output;
    private final @Nullable Function<? super T, ? extends @Nullable Map<String, ? extends Number>> usage;
    private final @Nullable Function<? super T, ? extends @Nullable Map<String, ? extends Number>> cost;
    private final @Nullable CaptureLimit limit;

    private StreamCapture(
            Function<? super T, ? extends @Nullable Object> part,
            @Nullable Function<? super List<Object>, ? extends @Nullable Object> output,
            @Nullable Function<? super T, ? extends @Nullable Map<String, ? extends Number>> usage,
            @Nullable Function<? super T, ? extends @Nullable Map<String, ? extends Number>> cost,
            @Nullable CaptureLimit limit) {
        this.part = part;
        this.output = output;
        this.usage = usage;
        this.cost = cost;
        this.limit = limit;
    }

    /** Keeps the elements themselves. */
    public static <T> StreamCapture<T> items() {
        return new StreamCapture<>(element -> element, null, null, null, null);
    }

    /** Keeps of each element what {@code part} gives, such as the text of a chunk; nothing for null. */
    public static <T> StreamCapture<T> of(Function<? super T, ? extends @Nullable Object> part) {
        return new StreamCapture<>(Objects.requireNonNull(part, "part"), null, null, null, null);
    }

    /** Makes the output of the parts that were kept. */
    public StreamCapture<T> output(Function<? super List<Object>, ? extends @Nullable Object> toOutput) {
        return new StreamCapture<>(part, Objects.requireNonNull(toOutput, "toOutput"), usage, cost, limit);
    }

    /** Takes the usage from the last element, null for none. */
    public StreamCapture<T> usage(Function<? super T, ? extends @Nullable Map<String, ? extends Number>> ofLast) {
        return new StreamCapture<>(part, output, Objects.requireNonNull(ofLast, "ofLast"), cost, limit);
    }

    /** Takes the cost from the last element, null for none. */
    public StreamCapture<T> cost(Function<? super T, ? extends @Nullable Map<String, ? extends Number>> ofLast) {
        return new StreamCapture<>(part, output, usage, Objects.requireNonNull(ofLast, "ofLast"), limit);
    }

    /** How much is kept, in place of the spec's limit. */
    public StreamCapture<T> limit(CaptureLimit most) {
        return new StreamCapture<>(part, output, usage, cost, Objects.requireNonNull(most, "most"));
    }

    boolean hasMappers() {
        return usage != null || cost != null;
    }

    Function<? super T, ? extends @Nullable Object> part() {
        return part;
    }

    @Nullable
    Function<? super List<Object>, ? extends @Nullable Object> output() {
        return output;
    }

    @Nullable
    Function<? super T, ? extends @Nullable Map<String, ? extends Number>> usage() {
        return usage;
    }

    @Nullable
    Function<? super T, ? extends @Nullable Map<String, ? extends Number>> cost() {
        return cost;
    }

    @Nullable
    CaptureLimit limit() {
        return limit;
    }
}
