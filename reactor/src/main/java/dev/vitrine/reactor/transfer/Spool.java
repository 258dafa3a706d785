package dev.vitrine.reactor.transfer;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps content that can be read only once: in memory up to a bound, then all of it in a file. Written by one thread at
 * a time; may be discarded by any thread, also in the middle of a write, whose thread then cleans up.
 */
final class Spool {
    private enum State {
        OPEN,
        WRITING,
        DISCARDING,
        CLOSED
    }

    private static final int THROUGH = 64 * 1024;
    private final SpoolFiles files;
    private final int memoryBytes;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream out;
    private byte @Nullable [] through;

    Spool(SpoolFiles files, int memoryBytes) {
        this.files = files;
        this.memoryBytes = memoryBytes;
    }

    /** Takes the remaining bytes, without moving the piece's position. */
    void write(ByteBuffer piece) throws IOException {
        if (!state.compareAndSet(State.OPEN, State.WRITING)) {
            return; // discarded: nobody waits for these bytes
        }
        try {
            boolean fits = out == null && piece.remaining() <= memoryBytes - memory.size();
            copy(piece, fits ? memory : file());
        } finally {
            if (!state.compareAndSet(State.WRITING, State.OPEN)) {
                cleanUp();
            }
        }
    }

    /** Ends writing. What is returned belongs to the caller: bytes in memory, or a file to delete. */
    Content finish() throws IOException {
        if (!state.compareAndSet(State.OPEN, State.WRITING)) {
            throw new PipelineClosedException();
        }
        if (out != null) {
            out.close();
        }
        if (!state.compareAndSet(State.WRITING, State.CLOSED)) {
            cleanUp();
        }
        return new Content(ByteBuffer.wrap(memory.toByteArray()), file);
    }

    /** Deletes what was written, also after {@link #finish()}, if its answer reached nobody. Blocks. */
    void discard() {
        while (true) {
            State seen = state.get();
            if (seen == State.DISCARDING || (seen == State.WRITING && state.compareAndSet(seen, State.DISCARDING))) {
                return; // whoever writes cleans up
            }
            if (seen == State.CLOSED || (seen == State.OPEN && state.compareAndSet(seen, State.CLOSED))) {
                cleanUp();
                return;
            }
        }
    }

    private OutputStream file() throws IOException {
        OutputStream stream = out;
        if (stream == null) {
            Path created = files.create();
            file = created;
            stream = new FileOutputStream(created.toFile()); // an interrupt does not close it, unlike a channel
            out = stream;
            memory.writeTo(stream);
            memory.reset();
        }
        return stream;
    }

    private void cleanUp() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            // what was not written is not wanted
        }
        if (file != null) {
            files.delete(file);
        }
    }

    private void copy(ByteBuffer piece, OutputStream to) throws IOException {
        if (piece.hasArray()) {
            to.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
            return;
        }
        ByteBuffer rest = piece.duplicate();
        byte[] through = this.through == null ? new byte[THROUGH] : this.through;
        this.through = through;
        while (rest.hasRemaining()) {
            int count = Math.min(THROUGH, rest.remaining());
            rest.get(through, 0, count);
            to.write(through, 0, count);
        }
    }

    /** Where there is a file it has everything, else the memory. */
    record Content(ByteBuffer memory, @Nullable Path file) {}
}
