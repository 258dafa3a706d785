package dev.vitrine.reactor.media;

import dev.vitrine.json.FlatFields;
import dev.vitrine.json.JsonException;
import dev.vitrine.media.MediaId;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import dev.vitrine.reactor.http.RememberedAnswers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The media records of one client, and the URLs that took the place of expired ones: one question a media id. */
final class MediaUrls {
    /** How long before its end a URL counts as expired. */
    static final Duration SKEW = Duration.ofSeconds(60);

    private static final int REMEMBERED = 4096; // at about a kilobyte each

    private final ApiExchange api;
    private final Clock clock;
    private final RememberedAnswers<MediaId, FreshUrl> urls;

    MediaUrls(ApiExchange api, Clock clock) {
        this.api = api;
        this.clock = clock;
        this.urls = new RememberedAnswers<>(REMEMBERED, this::ask, url -> url.isOutdated(clock.instant()));
    }

    /** A URL that was not refused and is not about to end, shared by all handles on these media. */
    Mono<FreshUrl> fresh(MediaId id) {
        return urls.get(id);
    }

    boolean isExpired(@Nullable Instant expiry) {
        return expiry != null && !expiry.minus(SKEW).isAfter(clock.instant());
    }

    /** What the platform says about media. */
    Mono<MediaRecord> record(MediaId id) {
        ApiRequest request = ApiRequest.get("/api/public/media/{mediaId}")
                .path("mediaId", id.value())
                .build();
        return api.exchange(request, MediaUrls::decode);
    }

    private Mono<FreshUrl> ask(MediaId id) {
        return record(id).map(record -> {
            if (record.url() == null) {
                throw new JsonException("The record of media " + id + " has no url");
            }
            return new FreshUrl(record.url(), record.expiry(), clock.instant());
        });
    }

    private static MediaRecord decode(byte[] json) {
        @Nullable String[] texts = FlatFields.read(json, "mediaId", "contentType", "contentLength", "url", "urlExpiry");
        return new MediaRecord(texts[0], texts[1], length(texts[2]), texts[3], texts[4]);
    }

    private static @Nullable Long length(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null; // as where it is not said: what is needed is the URL
        }
    }
}
