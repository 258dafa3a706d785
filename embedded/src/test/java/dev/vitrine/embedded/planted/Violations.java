package dev.vitrine.embedded.planted;

import dev.vitrine.embedded.EmbeddedLangfuse;
import dev.vitrine.media.MediaId;
import dev.vitrine.reactor.planted.ClientLike;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Breaks every rule once. */
public final class Violations {
    private Violations() {}

    public static ClientLike knowsTheClients() {
        return ClientLike.INSTANCE;
    }

    public static @Nullable Object readsReferencesWithTheClientsParser(MediaId id) {
        return id;
    }

    public static @Nullable Object blocks() {
        return Mono.just(1).block();
    }

    public static Disposable subscribes() {
        return Mono.just(1).subscribe();
    }

    public static Mono<EmbeddedLangfuse> knowsTheRoot() {
        return EmbeddedLangfuse.start();
    }
}
