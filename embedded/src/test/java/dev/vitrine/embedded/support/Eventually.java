package dev.vitrine.embedded.support;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;

/** Waits for what happens on another thread after an answer was read. */
public final class Eventually {
    private static final Duration STEP = Duration.ofMillis(10);

    private Eventually() {}

    /** Returns when the condition holds; fails after ten seconds. */
    public static void holds(BooleanSupplier condition) {
        emitsTrue(Mono.fromSupplier(condition::getAsBoolean));
    }

    /** Returns when a subscription finds it true; fails after ten seconds. */
    public static void emitsTrue(Mono<Boolean> condition) {
        condition
                .filter(met -> met)
                .repeatWhenEmpty(1_000, tries -> tries.concatMap(attempt -> Mono.delay(STEP)))
                .block(Duration.ofSeconds(30));
    }

    /** Lets some time pass without a sleeping thread of our own. */
    public static void pause(Duration duration) {
        Mono.delay(duration).block(Duration.ofSeconds(30));
    }
}
