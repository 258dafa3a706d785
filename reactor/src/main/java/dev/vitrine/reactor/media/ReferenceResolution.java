package dev.vitrine.reactor.media;

import dev.vitrine.json.JsonException;
import dev.vitrine.media.MediaId;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** One pass over an object's JSON: each distinct media fetched once, then put in at each of its places. */
final class ReferenceResolution {
    private static final Logger log = LoggerFactory.getLogger(ReferenceResolution.class);

    private final MediaClient media;
    private final ResolveOptions options;
    private final Scheduler timer;
    private final AtomicLong budget;

    ReferenceResolution(MediaClient media, ResolveOptions options, Scheduler timer) {
        this.media = media;
        this.options = options;
        this.timer = timer;
        this.budget = new AtomicLong(options.maxBytesTotal());
    }

    Mono<byte[]> resolve(byte[] json) {
        return Mono.defer(() -> {
            ReferenceTexts texts = new ReferenceTexts(json, options.maxDepth());
            Map<MediaId, Integer> places = count(texts);
            if (places.isEmpty()) {
                return Mono.just(json);
            }
            return Flux.fromIterable(places.entrySet())
                    .flatMap(place -> fetch(place.getKey(), place.getValue()), options.concurrency(), 1)
                    .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                    .map(found -> replace(texts, found));
        });
    }

    private Mono<Map.Entry<MediaId, String>> fetch(MediaId id, int places) {
        return media.get(id)
                .flatMap(handle -> admitted(handle, places)
                        ? handle.dataUri().timeout(options.contentTimeout(), timer)
                        : Mono.empty())
                .map(text -> Map.entry(id, text))
                .onErrorResume(error -> {
                    log.warn("Media {} could not be fetched and stay a reference: {}", id, error.toString());
                    return Mono.empty();
                });
    }

    private boolean admitted(MediaHandle handle, int places) {
        long length = handle.contentLength();
        if (length < 0 || length > options.maxBytesEach()) {
            log.warn(
                    "Media {} stay a reference: they have {} bytes, maxBytesEach is {}",
                    handle.id(),
                    length,
                    options.maxBytesEach());
            return false;
        }
        long needed = length * places;
        if (budget.addAndGet(-needed) < 0) {
            budget.addAndGet(needed);
            log.warn("Media {} stay a reference: maxBytesTotal of {} is used up", handle.id(), options.maxBytesTotal());
            return false;
        }
        return true;
    }

    private static Map<MediaId, Integer> count(ReferenceTexts texts) {
        try {
            return texts.count();
        } catch (IOException e) {
            throw new JsonException("Cannot read the object's JSON to find references in it", e);
        }
    }

    private static byte[] replace(ReferenceTexts texts, Map<MediaId, String> found) {
        try {
            return texts.replace(found);
        } catch (IOException e) {
            throw new JsonException("Cannot write the object's JSON with media in it", e);
        }
    }
}
