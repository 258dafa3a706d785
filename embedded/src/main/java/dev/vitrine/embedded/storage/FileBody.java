package dev.vitrine.embedded.storage;

import dev.vitrine.embedded.http.Body;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;

/** A range of a file, read on the file threads a chunk at a time as it is asked for. */
final class FileBody implements Body {
    private final Path file;
    private final long from;
    private final long length;
    private final Scheduler files;

    FileBody(Path file, long from, long length, Scheduler files) {
        this.file = file;
        this.from = from;
        this.length = length;
        this.files = files;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Flux<ByteBuf> content(ByteBufAllocator allocator, int chunkBytes) {
        return Flux.<ByteBuf, Reading>generate(
                        () -> new Reading(FileChannel.open(file, StandardOpenOption.READ), from),
                        (reading, sink) -> {
                            reading.emitNext(from + length, allocator, chunkBytes, sink);
                            return reading;
                        },
                        Reading::close)
                .subscribeOn(files)
                .cancelOn(files)
                .doOnDiscard(ByteBuf.class, ReferenceCountUtil::safeRelease);
    }

    private static final class Reading {
        private final FileChannel channel;
        private long position;

        private Reading(FileChannel channel, long position) {
            this.channel = channel;
            this.position = position;
        }

        private void emitNext(long end, ByteBufAllocator allocator, int chunkBytes, SynchronousSink<ByteBuf> sink) {
            if (position >= end) {
                sink.complete();
                return;
            }
            int size = (int) Math.min(end - position, chunkBytes);
            ByteBuf chunk = allocator.buffer(size, size);
            try {
                while (chunk.isWritable()) {
                    int count = chunk.writeBytes(channel, position, chunk.writableBytes());
                    if (count < 0) {
                        throw new IOException("A stored file is shorter than it was");
                    }
                    position += count;
                }
            } catch (IOException e) {
                chunk.release();
                sink.error(e);
                return;
            }
            sink.next(chunk);
        }

        private void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
