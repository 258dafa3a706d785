package dev.vitrine.embedded.http;

import dev.vitrine.embedded.traffic.Disconnect;
import dev.vitrine.embedded.traffic.Fault;
import dev.vitrine.embedded.traffic.LiveRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/** Sends answers: whole when they are small, in chunks by demand otherwise, and disturbed when a fault says so. */
final class ReplyWriter {
    private static final int CHUNK = 32 * 1024;
    private static final ByteBufAllocator HEAP = new UnpooledByteBufAllocator(false);

    private ReplyWriter() {}

    static Mono<Void> write(
            Inbound inbound, HttpServerResponse response, LiveRequest live, Reply reply, @Nullable Fault fault) {
        if (fault != null && fault.disconnect() == Disconnect.BEFORE_ANSWER) {
            return inbound.close();
        }
        Reply full = fault == null ? reply : reply.withHeaders(fault.headers());
        long length = full.body().length();
        response.status(full.status());
        full.headers().forEach(response::header);
        response.header("Content-Length", Long.toString(length));
        live.answered(full.status());
        if (!full.readsBody()) {
            response.keepAlive(false);
        }
        if (fault != null && fault.disconnect() == Disconnect.MID_RESPONSE) {
            return half(inbound, response, full.body()).then(inbound.close());
        }
        Mono<Void> sent = fault != null && fault.chunkBytes() > 0
                ? response.send(leaving(slow(full.body(), fault), length, live)).then()
                : ordinary(response, full.body(), live);
        return full.readsBody() ? sent : sent.then(inbound.close());
    }

    private static Mono<Void> ordinary(HttpServerResponse response, Body body, LiveRequest live) {
        if (body.length() == 0) {
            live.leave();
            return response.send();
        }
        Flux<ByteBuf> content = body.content(ByteBufAllocator.DEFAULT, CHUNK);
        if (body.length() > CHUNK) {
            return response.send(leaving(content, body.length(), live)).then();
        }
        live.leave();
        // single() keeps the piece until the end of its source, and the client may be gone by then
        return response.send(content.single().doOnDiscard(ByteBuf.class, ReferenceCountUtil::safeRelease))
                .then();
    }

    /** Heap buffers, because a pause may be cancelled, and then nobody is there to release. */
    private static Flux<ByteBuf> slow(Body body, Fault fault) {
        return body.content(HEAP, fault.chunkBytes())
                .concatMap(piece -> Mono.just(piece).delayElement(fault.chunkDelay()), 1);
    }

    private static Mono<Void> half(Inbound inbound, HttpServerResponse response, Body body) {
        long half = body.length() / 2;
        int chunk = (int) Math.max(1, Math.min(half, CHUNK));
        Flux<ByteBuf> pieces = body.content(ByteBufAllocator.DEFAULT, chunk).take(half / chunk);
        return half == 0 ? inbound.close() : response.send(pieces).then();
    }

    /** A request is over for the counters when its last byte is handed on, not when the client has read it. */
    private static Flux<ByteBuf> leaving(Flux<ByteBuf> content, long length, LiveRequest live) {
        return Flux.defer(() -> {
            long[] sent = new long[1];
            return content.doOnNext(piece -> {
                sent[0] += piece.readableBytes();
                if (sent[0] >= length) {
                    live.leave();
                }
            });
        });
    }
}
