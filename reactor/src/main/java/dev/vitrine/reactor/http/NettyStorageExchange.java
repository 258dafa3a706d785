package dev.vitrine.reactor.http;

import dev.vitrine.VitrineException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.FileRegion;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.timeout.ReadTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;

/** Transfers on Reactor Netty. */
final class NettyStorageExchange implements StorageExchange {
    private static final int MAX_ANSWER = 16 * 1024;
    // no more than this of a transfer is held in Netty's own memory
    private static final int SLICE = 256 * 1024;
    private static final int LOOKS = 8;
    private static final Set<String> OWN_HEADERS = Set.of("content-length", "transfer-encoding", "host", "connection");
    private final PreparedRequests sending;
    private final PreparedRequests getting;
    private final HttpSettings settings;

    NettyStorageExchange(HttpClient client, HttpSettings settings) {
        this.settings = settings;
        Consumer<HttpHeaders> plain = out -> out.clear().set("User-Agent", NettyClients.USER_AGENT);
        this.sending =
                new PreparedRequests(client.responseTimeout(settings.timeouts().response()), plain);
        this.getting = new PreparedRequests(DemandTimeout.watched(client.responseTimeout(null)), plain);
    }

    @Override
    public Mono<StorageAnswer> send(String method, SignedUrl url, Map<String, String> headers, TransferBody body) {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
        Put put = new Put(method, url, headers, body.length());
        return sent(put, body).checkpoint(method + " " + url + " [NettyStorageExchange]");
    }

    private Mono<StorageAnswer> sent(Put put, TransferBody body) {
        SteadyFile file = put.url.isPlain() ? body.file() : null;
        if (file != null) {
            return file(put, body, file);
        }
        return body.pieces() instanceof Mono<ByteBuffer> whole && put.length > 0 && put.length <= SLICE
                ? whole(put, whole)
                : pieces(put, body);
    }

    /** Few bytes go with the head of the request, in one write. */
    private Mono<StorageAnswer> whole(Put put, Mono<ByteBuffer> content) {
        return Mono.defer(() -> {
            AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
            Mono<ByteBuf> body = ExactLength.whole(content, put.length)
                    .doOnError(broken::set)
                    .map(Unpooled::wrappedBuffer);
            return exchange(put, outbound -> taken(outbound.send(body)))
                    .onErrorMap(Exception.class, failure -> failure(put.url, broken.get(), failure));
        });
    }

    private Mono<StorageAnswer> pieces(Put put, TransferBody body) {
        return Mono.defer(() -> {
            AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
            Disposable.Swap source = Disposables.swap();
            Flux<ByteBuffer> slices = ExactLength.guard(body.pieces(), body.length())
                    .doOnError(broken::set)
                    .concatMapIterable(piece -> new Slices(piece, SLICE), 1)
                    .doOnSubscribe(subscription -> source.update(subscription::cancel));
            return exchange(
                            put,
                            outbound -> outbound.then(slices.concatMap(
                                            slice -> taken(outbound.sendObject(Unpooled.wrappedBuffer(slice))), 1)
                                    .then()))
                    .onErrorMap(Exception.class, failure -> failure(put.url, broken.get(), failure))
                    // Reactor Netty leaves the source be when the connection ends while nothing is written
                    .doFinally(signal -> source.dispose());
        });
    }

    private Mono<StorageAnswer> file(Put put, TransferBody body, SteadyFile file) {
        return Mono.using(
                () -> new SharedFile(file),
                shared -> Mono.fromCallable(shared::open)
                        .subscribeOn(file.blocking())
                        .flatMap(open -> open ? regions(put, shared, file) : pieces(put, body)),
                SharedFile::release);
    }

    private Mono<StorageAnswer> regions(Put put, SharedFile shared, SteadyFile file) {
        AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
        Mono<Void> verified = Mono.<Void>fromCallable(() -> {
                    file.verify();
                    return null;
                })
                .subscribeOn(file.blocking())
                .doOnError(broken::set);
        long last = Math.max(0, put.length - SLICE);
        return exchange(
                        put,
                        outbound -> outbound.then(region(outbound, shared, 0, last)
                                .then(verified)
                                .then(region(outbound, shared, last, put.length - last))))
                .onErrorMap(Exception.class, failure -> failure(put.url, broken.get(), failure));
    }

    private Mono<Void> region(NettyOutbound outbound, SharedFile shared, long start, long count) {
        if (count == 0) {
            return Mono.empty();
        }
        return Mono.defer(() -> {
            FileRegion region = shared.region(start, count);
            Mono<Void> sent = outbound.sendObject(region).then();
            return Mono.firstWithSignal(sent, stalled(region));
        });
    }

    /** Fails when nothing of the region went for as long as the response timeout. Never completes. */
    private Mono<Void> stalled(FileRegion region) {
        Duration limit = settings.timeouts().response();
        return Flux.interval(limit.dividedBy(LOOKS), settings.timer())
                .onBackpressureDrop()
                .map(tick -> region.transferred())
                .distinctUntilChanged()
                .timeout(limit, Mono.error(() -> tookNothing(limit)), settings.timer())
                .then();
    }

    private Mono<StorageAnswer> exchange(Put put, Function<NettyOutbound, Publisher<Void>> write) {
        return NettyClients.to(put.url.reveal(), sending.of(put.method))
                .send((request, outbound) -> {
                    headers(request.requestHeaders(), put.headers, put.length);
                    return write.apply(outbound);
                })
                .response((response, answer) -> BodyBytes.start(answer, MAX_ANSWER)
                        .map(bytes -> new StorageAnswer(
                                response.status().code(),
                                Excerpts.ofStore(bytes),
                                RetryAfter.parse(
                                        response.responseHeaders().get("Retry-After"),
                                        settings.clock().instant()))))
                .singleOrEmpty();
    }

    /**
     * One slice at a time: the next is asked for when the last is on its way, so that memory stays within a few slices
     * and a slow store slows the source.
     */
    private Mono<Void> taken(NettyOutbound slice) {
        Duration limit = settings.timeouts().response();
        return slice.then().timeout(limit, Mono.error(() -> tookNothing(limit)), settings.timer());
    }

    private static TimeoutException tookNothing(Duration limit) {
        return new TimeoutException("the store took no bytes within the response timeout of " + limit);
    }

    @Override
    public Flux<ByteBuffer> get(SignedUrl url, Duration responseTimeout) {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(responseTimeout, "responseTimeout");
        Flux<ByteBuffer> content = NettyClients.to(url.reveal(), getting.of("GET"))
                .response((response, body) -> response.status().code() == 200
                        ? Flux.from(body).map(BodyBytes::copy)
                        : refused(url, response.status().code(), body));
        return DemandTimeout.apply(content, responseTimeout, settings.timer())
                .onErrorMap(Exception.class, failure -> failure(url, null, failure))
                .checkpoint("GET " + url + " [NettyStorageExchange]");
    }

    private static Flux<ByteBuffer> refused(SignedUrl url, int status, Publisher<ByteBuf> body) {
        return BodyBytes.start(body, MAX_ANSWER)
                .flatMapMany(bytes -> Flux.error(() -> new StorageException(
                        "GET " + url + " was answered with " + status + ": " + Excerpts.ofStore(bytes), status, null)));
    }

    /** Only what the ticket says; whatever a customizer added stays away from a URL that others signed. */
    private static void headers(HttpHeaders out, Map<String, String> headers, long length) {
        headers.forEach((name, value) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                out.set(name, value);
            }
        });
        out.remove("Transfer-Encoding"); // chunked, which Reactor Netty takes for given where it saw no length
        out.set("Content-Length", length);
    }

    private static Throwable failure(SignedUrl url, @Nullable Throwable source, Throwable failure) {
        if (source != null) {
            return source;
        }
        if (failure instanceof VitrineException) {
            return failure;
        }
        String reason = failure instanceof ReadTimeoutException
                ? "no answer within the response timeout"
                : failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new StorageException(
                "no answer from the store " + url + ": " + Excerpts.of(reason, Set.of()), 0, failure);
    }

    private record Put(String method, SignedUrl url, Map<String, String> headers, long length) {}
}
