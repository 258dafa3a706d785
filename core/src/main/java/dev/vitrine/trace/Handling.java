package dev.vitrine.trace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an observation is handled, apart from what it says. Immutable: each method but the constructor copies. */
final class Handling {
    static final Handling DEFAULT =
            new Handling(null, true, null, null, CaptureLimit.DEFAULT, CancelOutcome.WARNING, null, false);

    final @Nullable TraceContext traceContext;
    final boolean endOnTerminate;
    final @Nullable Boolean captureInput;
    final @Nullable Boolean captureOutput;
    final CaptureLimit captureLimit;
    final CancelOutcome onCancel;
    final @Nullable Instant startTime;
    final boolean currentWhileAssembling;

    private Handling(
            @Nullable TraceContext traceContext,
            boolean endOnTerminate,
            @Nullable Boolean captureInput,
            @Nullable Boolean captureOutput,
            CaptureLimit captureLimit,
            CancelOutcome onCancel,
            @Nullable Instant startTime,
            boolean currentWhileAssembling) {
        this.traceContext = traceContext;
        this.endOnTerminate = endOnTerminate;
        this.captureInput = captureInput;
        this.captureOutput = captureOutput;
        this.captureLimit = captureLimit;
        this.onCancel = onCancel;
        this.startTime = startTime;
        this.currentWhileAssembling = currentWhileAssembling;
    }

    Handling traceContext(@Nullable TraceContext context) {
        return new Handling(
                context,
                endOnTerminate,
                captureInput,
                captureOutput,
                captureLimit,
                onCancel,
                startTime,
                currentWhileAssembling);
    }

    Handling endOnTerminate(boolean end) {
        return new Handling(
                traceContext,
                end,
                captureInput,
                captureOutput,
                captureLimit,
                onCancel,
                startTime,
                currentWhileAssembling);
    }

    Handling captureInput(boolean capture) {
        return new Handling(
                traceContext,
                endOnTerminate,
                capture,
                captureOutput,
                captureLimit,
                onCancel,
                startTime,
                currentWhileAssembling);
    }

    Handling captureOutput(boolean capture) {
        return new Handling(
                traceContext,
                endOnTerminate,
                captureInput,
                capture,
                captureLimit,
                onCancel,
                startTime,
                currentWhileAssembling);
    }

    Handling captureLimit(CaptureLimit limit) {
        return new Handling(
                traceContext,
                endOnTerminate,
                captureInput,
                captureOutput,
                limit,
                onCancel,
                startTime,
                currentWhileAssembling);
    }

    Handling onCancel(CancelOutcome outcome) {
        return new Handling(
                traceContext,
                endOnTerminate,
                captureInput,
                captureOutput,
                captureLimit,
                outcome,
                startTime,
                currentWhileAssembling);
    }

    Handling startTime(Instant time) {
        return new Handling(
                traceContext,
                endOnTerminate,
                captureInput,
                captureOutput,
                captureLimit,
                onCancel,
                time,
                currentWhileAssembling);
    }

    Handling currentWhileAssembling(boolean current) {
        return new Handling(
                traceContext, endOnTerminate, captureInput, captureOutput, captureLimit, onCancel, startTime, current);
    }
}
