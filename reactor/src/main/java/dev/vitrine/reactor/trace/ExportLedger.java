package dev.vitrine.reactor.trace;

import dev.vitrine.reactor.background.SeldomWarning;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be exported, by count and by characters of its attributes, and what became of the rest. The bound is kept
 * here, in front of the batch processor, whose own queue counts spans alone and drops in silence.
 */
final class ExportLedger {
    private static final Logger log = LoggerFactory.getLogger(LangfuseSpanProcessor.class);

    private final int maxSpans;
    private final long maxCharacters;
    private final AtomicInteger spans = new AtomicInteger();
    private final AtomicLong characters = new AtomicLong();
    private final LongAdder exported = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final SeldomWarning fullWarning = SeldomWarning.of(log);
    private final SeldomWarning failureWarning = SeldomWarning.of(log);

    ExportLedger(int maxSpans, long maxCharacters) {
        this.maxSpans = maxSpans;
        this.maxCharacters = maxCharacters;
    }

    /** Whether there is room; one that is larger than all of it is let in when nothing else waits. */
    boolean admit(QueuedSpan span) {
        int count = spans.incrementAndGet();
        long size = span.characters();
        long total = characters.addAndGet(size);
        if (count <= maxSpans && (total <= maxCharacters || count == 1)) {
            return true;
        }
        spans.decrementAndGet();
        characters.addAndGet(-size);
        dropped.increment();
        fullWarning.warn(() -> "The queue of spans is full (" + maxSpans + " spans, " + maxCharacters
                + " characters); spans are dropped, " + dropped.sum() + " so far");
        return false;
    }

    /** These have left the queue, delivered or given up. */
    void settled(Batch batch, boolean success) {
        spans.addAndGet(-batch.spans());
        characters.addAndGet(-batch.characters());
        (success ? exported : failed).add(batch.spans());
        if (!success) {
            failureWarning.warn(() -> batch.spans() + " spans could not be exported, " + failed.sum() + " so far");
        }
    }

    /** How much one export takes out of the queue. */
    record Batch(int spans, long characters) {
        /** @param spans of which each was admitted */
        static Batch of(Collection<SpanData> spans) {
            long characters = 0;
            for (SpanData span : spans) {
                characters += ((QueuedSpan) span).characters();
            }
            return new Batch(spans.size(), characters);
        }
    }

    /** Whether more than half of the room is taken. */
    boolean isCrowded() {
        return spans.get() > maxSpans / 2 || characters.get() > maxCharacters / 2;
    }

    long settled() {
        return exported.sum() + failed.sum();
    }

    TracingMetrics metrics(long started, long ended) {
        return new TracingMetrics(started, ended, exported.sum(), failed.sum(), dropped.sum());
    }
}
