package dev.vitrine.embedded.http;

import dev.vitrine.embedded.traffic.Fault;
import dev.vitrine.embedded.traffic.LiveRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;

/** A request as the handlers see it: its head, and its body by demand. */
public final class Inbound {
    private final HttpServerRequest request;
    private final LiveRequest live;
    private final Duration readDelay;
    private volatile boolean bodyTaken;

    Inbound(HttpServerRequest request, LiveRequest live, @Nullable Fault fault) {
        this.request = request;
        this.live = live;
        this.readDelay = fault == null ? Duration.ZERO : fault.readDelay();
    }

    public HttpServerRequest request() {
        return request;
    }

    public @Nullable String header(String name) {
        return request.requestHeaders().get(name);
    }

    /** The declared length of the body, or -1 when it is sent in chunks or has none. */
    public long contentLength() {
        String value = header("Content-Length");
        if (value == null) {
            return -1;
        }
        try {
            return Long.parseLong(value.trim());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The body, read as it is asked for. Each buffer belongs to the subscriber, who releases it. Once only. */
    public Flux<ByteBuf> content() {
        bodyTaken = true;
        if (readDelay.isZero()) {
            return request.receive()
                    .doOnNext(piece -> live.received(piece.readableBytes()))
                    .map(ByteBuf::retain);
        }
        // copies on the heap: a pause may be cancelled, and then nobody is there to release
        return request.receive()
                .asByteArray()
                .limitRate(1)
                .doOnNext(piece -> live.received(piece.length))
                .concatMap(piece -> Mono.just(Unpooled.wrappedBuffer(piece)).delayElement(readDelay), 1);
    }

    /** Reads and forgets what is left of the body, if nobody has taken it. */
    Mono<Void> drain() {
        return Mono.defer(() ->
                bodyTaken ? Mono.empty() : content().doOnNext(ByteBuf::release).then());
    }

    /** Reads at least this many bytes of the body, or its first piece. */
    Mono<Void> readAbout(long bytes) {
        bodyTaken = true;
        long[] seen = new long[1];
        return request.receive()
                .asByteArray()
                .doOnNext(piece -> live.received(piece.length))
                .takeUntil(piece -> (seen[0] += piece.length) >= bytes)
                .then();
    }

    /** Whether the connection under the exchange is gone. */
    boolean isClosed() {
        boolean[] closed = new boolean[1];
        request.withConnection(connection -> closed[0] = !connection.channel().isActive());
        return closed[0];
    }

    /** Closes the connection under the exchange. */
    Mono<Void> close() {
        return Mono.fromRunnable(() -> request.withConnection(Connection::dispose));
    }
}
