package dev.vitrine.embedded.storage;

import dev.vitrine.embedded.http.Gate;
import dev.vitrine.embedded.http.Inbound;
import dev.vitrine.embedded.http.Percent;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.traffic.Route;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The storage server: checks the signed URL, then takes or gives an object. Knows no API keys. */
public final class ObjectHandler implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {
    private final Gate gate;
    private final ObjectStore store;
    private final String bucket;
    private final AccessCheck access;
    private final boolean earlyRefusal;

    /**
     * A handler of one bucket.
     *
     * @param earlyRefusal whether a refused upload is answered before its body is read
     */
    public ObjectHandler(
            Gate gate, ObjectStore store, String bucket, UrlSigner signer, Clock clock, boolean earlyRefusal) {
        this.gate = gate;
        this.store = store;
        this.bucket = bucket;
        this.access = new AccessCheck(signer, clock);
        this.earlyRefusal = earlyRefusal;
    }

    @Override
    public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
        Route route = switch (request.method().name()) {
            case "PUT" -> Route.OBJECT_PUT;
            case "GET" -> Route.OBJECT_GET;
            default -> Route.UNKNOWN;
        };
        return gate.serve(route, "", request, response, inbound -> answer(route, inbound));
    }

    private Mono<Reply> answer(Route route, Inbound inbound) {
        return Mono.defer(() -> {
                    access.check(inbound);
                    String key = key(Gate.path(inbound.request().uri()));
                    return route == Route.OBJECT_PUT ? put(key, inbound) : get(key, inbound);
                })
                .onErrorResume(StorageFailure.class, failure -> {
                    Reply reply = failure.reply();
                    return Mono.just(earlyRefusal && route == Route.OBJECT_PUT ? reply.early() : reply);
                });
    }

    private String key(String path) {
        String[] parts;
        try {
            parts = Percent.decode(path).split("/", 3);
        } catch (IllegalArgumentException e) {
            throw StorageFailure.of(400, "InvalidURI", "Couldn't parse the specified URI.");
        }
        if (parts.length < 3 || !parts[1].equals(bucket)) {
            throw StorageFailure.of(404, "NoSuchBucket", "The specified bucket does not exist");
        }
        return parts[2];
    }

    private Mono<Reply> put(String key, Inbound inbound) {
        String checksum = orEmpty(inbound.header("x-amz-checksum-sha256"));
        return store.put(
                        key,
                        orEmpty(inbound.header("Content-Type")),
                        inbound.contentLength(),
                        checksum,
                        inbound.content())
                .map(stored -> Reply.empty(200).withHeader("ETag", stored.etag()));
    }

    private Mono<Reply> get(String key, Inbound inbound) {
        StoredObject object = store.find(key);
        if (object == null) {
            throw StorageFailure.of(404, "NoSuchKey", "The specified key does not exist.");
        }
        ByteRange range = ByteRange.parse(inbound.header("Range"), object.length());
        Reply reply = Reply.of(
                        range.partial() ? 206 : 200,
                        object.contentType(),
                        store.body(object, range.from(), range.length()))
                .withHeaders(Map.of(
                        "ETag", object.etag(),
                        "Accept-Ranges", "bytes",
                        "Last-Modified",
                                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                        object.lastModified().atOffset(ZoneOffset.UTC))));
        return Mono.just(
                range.partial() ? reply.withHeader("Content-Range", range.contentRange(object.length())) : reply);
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
