package dev.vitrine.reactor.transfer;

import dev.vitrine.content.ContentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Reads a blocking stream by demand on a thread that may block. Closes it before the end is signalled,
 * and after a cancel.
 */
final class StreamPieces {
    static final int PIECE = 256 * 1024;
    private static final int PASSING = 64 * 1024;
    private final InputStream stream;
    private final String description;
    private final byte @Nullable [] only;
    private boolean closed;

    private StreamPieces(InputStream stream, String description, byte @Nullable [] only) {
        this.stream = stream;
        this.description = description;
        this.only = only;
    }

    /** In fresh buffers. */
    static Flux<ByteBuffer> read(Callable<? extends InputStream> opener, String description, Scheduler blocking) {
        return read(opener, description, blocking, false);
    }

    /** All pieces in one buffer: each is gone when the next is asked for, so they must be used up as they come. */
    static Flux<ByteBuffer> passing(Callable<? extends InputStream> opener, String description, Scheduler blocking) {
        return read(opener, description, blocking, true);
    }

    private static Flux<ByteBuffer> read(
            Callable<? extends InputStream> opener, String description, Scheduler blocking, boolean passing) {
        return Flux.<ByteBuffer, StreamPieces>generate(
                        () -> open(opener, description, passing ? new byte[PASSING] : null),
                        (pieces, sink) -> {
                            pieces.next(sink);
                            return pieces;
                        },
                        pieces -> pieces.closeOn(blocking))
                .subscribeOn(blocking);
    }

    private static StreamPieces open(Callable<? extends InputStream> opener, String description, byte @Nullable [] only)
            throws Exception {
        InputStream stream = opener.call();
        if (stream == null) {
            throw new ContentException("the opener of the " + description + " gave null; it must open a new stream");
        }
        return new StreamPieces(stream, description, only);
    }

    private void next(SynchronousSink<ByteBuffer> sink) {
        try {
            byte[] piece = only != null ? only : new byte[PIECE];
            int length = stream.readNBytes(piece, 0, piece.length);
            if (length > 0) {
                sink.next(ByteBuffer.wrap(piece, 0, length));
                return;
            }
            close();
            sink.complete();
        } catch (IOException e) {
            close();
            sink.error(new ContentException("the " + description + " cannot be read: " + e.getMessage(), e));
        }
    }

    private void closeOn(Scheduler blocking) {
        if (!closed && Schedulers.isInNonBlockingThread()) {
            blocking.schedule(this::close); // cancelled from an event loop
        } else {
            close();
        }
    }

    private void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            stream.close();
        } catch (IOException e) {
            // it was only read
        }
    }
}
