package dev.vitrine.embedded.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import reactor.core.publisher.Flux;

/** The content of an answer, whose length is known before it is read. */
public interface Body {
    long length();

    /** The content in pieces of at most {@code chunkBytes}, made as they are asked for. Read at most once. */
    Flux<ByteBuf> content(ByteBufAllocator allocator, int chunkBytes);
}
