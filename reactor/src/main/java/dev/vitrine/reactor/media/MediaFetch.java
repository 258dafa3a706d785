package dev.vitrine.reactor.media;

import dev.vitrine.json.JsonException;
import dev.vitrine.reactor.http.SignedUrl;
import dev.vitrine.reactor.http.StorageException;
import dev.vitrine.reactor.http.StorageExchange;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How the handles of one client get to their bytes: signed URLs, renewed when they expire or are refused. */
final class MediaFetch {
    private final StorageExchange storage;
    private final MediaUrls urls;
    private final MediaSettings settings;

    MediaFetch(StorageExchange storage, MediaUrls urls, MediaSettings settings) {
        this.storage = storage;
        this.urls = urls;
        this.settings = settings;
    }

    int maxBytesInMemory() {
        return settings.maxBytesInMemory();
    }

    /** The verified content, after one refresh of the URL at most. */
    Flux<ByteBuffer> content(DefaultMediaHandle handle) {
        Flux<ByteBuffer> content =
                Flux.defer(() -> handle.hasUsableUrl(urls) ? fromOwnUrl(handle) : fromFreshUrl(handle, fresh -> true));
        return ContentCheck.verified(content, handle.id(), handle.contentLength());
    }

    private Flux<ByteBuffer> fromOwnUrl(DefaultMediaHandle handle) {
        String url = Objects.requireNonNull(handle.url());
        AtomicBoolean started = new AtomicBoolean();
        return get(url, handle).doOnNext(piece -> started.set(true)).onErrorResume(MediaFetch::isRefusal, refusal -> {
            if (started.get()) {
                return Flux.error(refusal);
            }
            handle.dropUrl();
            return fromFreshUrl(handle, FreshUrl::hasWorked);
        });
    }

    private Flux<ByteBuffer> fromFreshUrl(DefaultMediaHandle handle, Predicate<FreshUrl> mayRefresh) {
        return urls.fresh(handle.id()).flatMapMany(fresh -> {
            AtomicBoolean started = new AtomicBoolean();
            return get(fresh.url(), handle)
                    .doOnNext(piece -> {
                        started.set(true);
                        fresh.accept();
                    })
                    .onErrorResume(MediaFetch::isRefusal, refusal -> {
                        fresh.refuse();
                        return !started.get() && mayRefresh.test(fresh)
                                ? fromFreshUrl(handle, next -> false)
                                : Flux.error(refusal);
                    });
        });
    }

    private Flux<ByteBuffer> get(String url, DefaultMediaHandle handle) {
        return Mono.fromCallable(() -> signed(url, handle))
                .flatMapMany(signed -> storage.get(signed, settings.downloadTimeout()));
    }

    private static SignedUrl signed(String url, DefaultMediaHandle handle) {
        try {
            return SignedUrl.of(url);
        } catch (IllegalArgumentException e) {
            throw new JsonException("The download URL of media " + handle.id() + " cannot be used", e);
        }
    }

    /** 400 is what some stores answer to an expired signature. */
    private static boolean isRefusal(Throwable error) {
        return error instanceof StorageException answer
                && (answer.status() == 400 || answer.status() == 401 || answer.status() == 403);
    }
}
