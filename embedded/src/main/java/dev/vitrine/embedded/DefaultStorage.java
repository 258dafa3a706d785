package dev.vitrine.embedded;

import dev.vitrine.embedded.storage.ObjectStore;
import java.nio.file.Path;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Looks at the store and its directory. */
record DefaultStorage(ObjectStore store, Path directory, Scheduler files) implements EmbeddedLangfuse.Storage {
    @Override
    public int objectCount() {
        return store.count();
    }

    @Override
    public long storedBytes() {
        return store.bytes();
    }

    @Override
    public Mono<Long> fileCount() {
        return Mono.fromCallable(() -> PlatformDirectory.files(directory)).subscribeOn(files);
    }

    @Override
    public Mono<Boolean> loseObject(String key) {
        return store.remove(Objects.requireNonNull(key, "key"));
    }
}
