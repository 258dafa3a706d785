package dev.vitrine.reactor.http;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Views of at most {@code size} bytes on a buffer, in order. Copies nothing. */
record Slices(ByteBuffer buffer, int size) implements Iterable<ByteBuffer> {
    @Override
    public Iterator<ByteBuffer> iterator() {
        ByteBuffer rest = buffer.duplicate();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rest.hasRemaining();
            }

            @Override
            public ByteBuffer next() {
                if (!rest.hasRemaining()) {
                    throw new NoSuchElementException();
                }
                ByteBuffer slice = rest.slice();
                slice.limit(Math.min(size, slice.remaining()));
                rest.position(rest.position() + slice.remaining());
                return slice;
            }
        };
    }
}
