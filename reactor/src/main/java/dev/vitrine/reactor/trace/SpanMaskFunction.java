package dev.vitrine.reactor.trace;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;

/**
 * Takes out of spans what must not leave the process, just before they are sent: also of those that other libraries
 * made, whose values no {@link MaskFunction} sees.
 *
 * <p>Called for each batch, on the thread that exports, by one thread at a time; what it takes delays the export. When it
 * throws, or returns null or a patch of a span that is not in the batch, or two of the same, the whole batch is dropped,
 * counted as {@link TracingMetrics#failed()}, and a warning without any of its content says so.
 */
@FunctionalInterface
public interface SpanMaskFunction {
    /**
     * @param batch the spans that are about to be sent, at least one; not to be changed
     * @return what is to be changed of them, in any order; a span without a patch is sent as it is
     */
    List<SpanPatch> mask(List<SpanData> batch);
}
