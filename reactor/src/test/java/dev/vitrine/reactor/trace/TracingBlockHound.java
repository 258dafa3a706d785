package dev.vitrine.reactor.trace;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * OpenTelemetry's batch processor wakes its thread when a batch is full by offering to a queue of one place, whose lock
 * is held for as long as that takes; as with the queues of Reactor's own schedulers, nothing waits for room or for work.
 */
public final class TracingBlockHound implements BlockHoundIntegration {
    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("io.opentelemetry.sdk.trace.export.BatchSpanProcessor$Worker", "addSpan");
    }
}
