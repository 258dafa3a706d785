package dev.vitrine.embedded.http;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import reactor.core.publisher.Mono;

/** Reads request bodies up to a limit. Beyond it the bytes are counted and forgotten. */
final class ByteBody {
    private final int maxBytes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long size;

    private ByteBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * The bytes that were sent, or the error of too many.
     *
     * @param limitText the limit as the error spells it, such as {@code 4.5mb}
     */
    static Mono<byte[]> read(Inbound inbound, int maxBytes, String limitText) {
        return inbound.content()
                .collect(() -> new ByteBody(maxBytes), ByteBody::add)
                .map(body -> {
                    if (body.size > maxBytes) {
                        throw ApiFailure.bareText(413, "Body exceeded " + limitText + " limit");
                    }
                    return body.bytes.toByteArray();
                });
    }

    private void add(ByteBuf piece) {
        try {
            size += piece.readableBytes();
            if (size <= maxBytes) {
                byte[] copy = new byte[piece.readableBytes()];
                piece.readBytes(copy);
                bytes.writeBytes(copy);
            }
        } finally {
            piece.release();
        }
    }
}
