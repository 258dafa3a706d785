package dev.vitrine.embedded.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/** An answer of byte arrays that lie in memory anyway; they are copied a chunk at a time. */
final class HeapBody implements Body {
    private final List<byte[]> parts;
    private final long length;

    HeapBody(List<byte[]> parts) {
        this.parts = parts;
        this.length = parts.stream().mapToLong(part -> part.length).sum();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Flux<ByteBuf> content(ByteBufAllocator allocator, int chunkBytes) {
        return Flux.generate(Cursor::new, (cursor, sink) -> {
            emitNext(cursor, allocator, chunkBytes, sink);
            return cursor;
        });
    }

    private void emitNext(Cursor cursor, ByteBufAllocator allocator, int chunkBytes, SynchronousSink<ByteBuf> sink) {
        long rest = length - cursor.sent;
        if (rest == 0) {
            sink.complete();
            return;
        }
        int size = (int) Math.min(rest, chunkBytes);
        ByteBuf chunk = allocator.buffer(size, size);
        while (chunk.isWritable()) {
            byte[] part = parts.get(cursor.part);
            int count = Math.min(chunk.writableBytes(), part.length - cursor.offset);
            chunk.writeBytes(part, cursor.offset, count);
            cursor.offset += count;
            if (cursor.offset == part.length) {
                cursor.part++;
                cursor.offset = 0;
            }
        }
        cursor.sent += size;
        sink.next(chunk);
    }

    private static final class Cursor {
        private int part;
        private int offset;
        private long sent;
    }
}
