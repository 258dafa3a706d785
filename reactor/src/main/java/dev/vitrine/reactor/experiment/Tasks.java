package dev.vitrine.reactor.experiment;

import dev.vitrine.experiment.ExperimentItem;
import dev.vitrine.reactor.trace.LangfuseContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Makes tasks. */
public final class Tasks {
    private Tasks() {}

    /**
     * A task that blocks or computes for long: it runs on {@link Schedulers#boundedElastic()}, whose number of threads (ten
     * a processor by default) then limits how many run at a time. The item's observation is OpenTelemetry's current one
     * while it runs, so that instrumented blocking clients find it. Cancelling interrupts it.
     */
    public static ExperimentTask blocking(BlockingTask task) {
        Objects.requireNonNull(task, "task");
        return item -> Mono.deferContextual(view -> {
            Context context = LangfuseContext.otel(view);
            return Mono.<Object>fromCallable(() -> {
                        try (Scope ignored = context.makeCurrent()) {
                            return task.run(item);
                        }
                    })
                    .subscribeOn(Schedulers.boundedElastic());
        });
    }

    /** Gives an item's output, or null. May block and throw. */
    @FunctionalInterface
    public interface BlockingTask {
        @Nullable
        Object run(ExperimentItem item) throws Exception;
    }
}
