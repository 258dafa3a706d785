package dev.vitrine.reactor.trace;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.BaggageEntry;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Baggage with a trace's claim and nothing else, as nearly every trace has it. Made for each trace and seldom read by more
 * than {@link #getEntryValue}, so OpenTelemetry's own is put together only when it is needed.
 */
final class ClaimedBaggage implements Baggage {
    private final String traceId;

    ClaimedBaggage(String traceId) {
        this.traceId = traceId;
    }

    private Baggage whole() {
        return Baggage.builder().put(AppRoot.CLAIM, traceId).build();
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super BaggageEntry> consumer) {
        whole().forEach(consumer);
    }

    @Override
    public Map<String, BaggageEntry> asMap() {
        return whole().asMap();
    }

    @Override
    public @Nullable String getEntryValue(String key) {
        return AppRoot.CLAIM.equals(key) ? traceId : null;
    }

    @Override
    public BaggageBuilder toBuilder() {
        return whole().toBuilder();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Baggage that && asMap().equals(that.asMap());
    }

    @Override
    public int hashCode() {
        return asMap().hashCode();
    }

    @Override
    public String toString() {
        return "ClaimedBaggage[" + traceId + "]";
    }
}
