package dev.vitrine.reactor.transfer;

import dev.vitrine.content.ContentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reads a blocking stream by demand on a thread that may block, in fresh buffers, and closes it on every path. */
final class StreamPieces {
    static final int PIECE = 256 * 1024;

    private StreamPieces() {}

    static Flux<ByteBuffer> read(Callable<? extends InputStream> opener, String description, Scheduler blocking) {
        return Flux.<ByteBuffer, InputStream>generate(
                        () -> open(opener, description),
                        (stream, sink) -> {
                            next(stream, description, sink);
                            return stream;
                        },
                        stream -> close(stream, blocking))
                .subscribeOn(blocking);
    }

    private static InputStream open(Callable<? extends InputStream> opener, String description) throws Exception {
        InputStream stream = opener.call();
        if (stream == null) {
            throw new ContentException("the opener of the " + description + " gave null; it must open a new stream");
        }
        return stream;
    }

    private static void next(InputStream stream, String description, SynchronousSink<ByteBuffer> sink) {
        try {
            byte[] piece = new byte[PIECE];
            int length = stream.readNBytes(piece, 0, PIECE);
            if (length == 0) {
                sink.complete();
            } else {
                sink.next(ByteBuffer.wrap(piece, 0, length));
            }
        } catch (IOException e) {
            sink.error(new ContentException("the " + description + " cannot be read: " + e.getMessage(), e));
        }
    }

    private static void close(InputStream stream, Scheduler blocking) {
        if (Schedulers.isInNonBlockingThread()) {
            blocking.schedule(() -> closeNow(stream)); // cancelled from an event loop
        } else {
            closeNow(stream);
        }
    }

    private static void closeNow(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // it was only read
        }
    }
}
