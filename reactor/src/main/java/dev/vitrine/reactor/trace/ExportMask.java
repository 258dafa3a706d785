package dev.vitrine.reactor.trace;

import dev.vitrine.reactor.background.SeldomWarning;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a user's masking over a batch. What goes wrong there must cost the batch, and nothing else. */
final class ExportMask {
    private static final Logger log = LoggerFactory.getLogger(LangfuseSpanProcessor.class);

    private final SpanMaskFunction function;
    private final SeldomWarning warning = SeldomWarning.of(log);

    ExportMask(SpanMaskFunction function) {
        this.function = function;
    }

    /** The batch as it may be sent; null where that is not known. */
    @Nullable
    List<SpanData> masked(List<SpanData> batch) {
        try {
            return patched(batch, function.mask(Collections.unmodifiableList(batch)));
        } catch (Throwable e) {
            Failures.rethrowIfFatal(e);
            // Not its message, which may quote what was to be masked
            warning.warn(() -> "Masking of " + batch.size() + " spans failed with "
                    + e.getClass().getName() + "; they are dropped");
            return null;
        }
    }

    private static List<SpanData> patched(List<SpanData> batch, List<SpanPatch> patches) {
        Map<String, SpanPatch> open = new HashMap<>();
        for (SpanPatch patch : patches) {
            if (open.put(patch.place(), patch) != null) {
                throw new InvalidPatch("two patches of one span");
            }
        }
        List<SpanData> result = new ArrayList<>(batch.size());
        for (SpanData span : batch) {
            SpanPatch patch = open.remove(SpanPatch.place(span.getTraceId(), span.getSpanId()));
            result.add(patch == null ? span : new PatchedSpan(span, patch));
        }
        if (!open.isEmpty()) {
            throw new InvalidPatch("a patch of a span that is not in the batch");
        }
        return result;
    }

    /** What is not a patch of the batch. */
    static final class InvalidPatch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidPatch(String message) {
            super(message);
        }
    }
}
