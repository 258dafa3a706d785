package dev.vitrine.content;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/**
 * Where bytes come from. A value: nothing is opened, read or subscribed to by making one.
 *
 * <p>A {@linkplain #replayable() replayable} source gives the same bytes as often as it is read; it is read twice for an
 * upload, once for the digest and once for each attempt to send it. A one-shot source is read once and spooled.
 */
public sealed interface ContentSource {

    /** Whether the source can be read more than once. */
    boolean replayable();

    /** The number of bytes, where it is known without reading. */
    OptionalLong knownLength();

    /** What to call this source in a message: its kind and name, never its bytes. */
    String description();

    /** Copies {@code bytes}. */
    static ContentSource ofBytes(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        return new Bytes(ByteBuffer.wrap(bytes.clone()));
    }

    /** A read-only view of the remaining bytes; the caller must not change them afterwards. */
    static ContentSource ofBuffer(ByteBuffer buffer) {
        return new Bytes(buffer);
    }

    /** A file that is opened when it is read. */
    static ContentSource ofFile(Path path) {
        return new LocalFile(path);
    }

    /** A blocking stream that {@code opener} opens anew for each pass, off the event loop; Vitrine closes it. */
    static ContentSource ofInputStream(Callable<? extends InputStream> opener) {
        return new Streamed(opener);
    }

    /** A publisher that {@code factory} makes anew for each pass, each time with the same bytes. */
    static ContentSource ofPublisher(Supplier<? extends Publisher<ByteBuffer>> factory) {
        return new Replayed(factory);
    }

    /** A publisher that can be subscribed to only once. Its bytes are spooled while they are digested. */
    static ContentSource ofOneShot(Publisher<ByteBuffer> publisher) {
        return new OneShot(publisher);
    }

    /** Bytes in memory. */
    record Bytes(ByteBuffer buffer) implements ContentSource {
        public Bytes {
            Objects.requireNonNull(buffer, "buffer");
            buffer = buffer.slice();
        }

        /** An independent read-only view from the first byte to the last. */
        @Override
        public ByteBuffer buffer() {
            return buffer.asReadOnlyBuffer();
        }

        /** With its array, where there is one. Not to be written to, and not to be given away. */
        ByteBuffer own() {
            return buffer.duplicate();
        }

        @Override
        public boolean replayable() {
            return true;
        }

        @Override
        public OptionalLong knownLength() {
            return OptionalLong.of(buffer.remaining());
        }

        @Override
        public String description() {
            return "bytes in memory (" + buffer.remaining() + ")";
        }

        @Override
        public String toString() {
            return description();
        }
    }

    /** A file of the default or another file system. */
    record LocalFile(Path path) implements ContentSource {
        public LocalFile {
            Objects.requireNonNull(path, "path");
        }

        @Override
        public boolean replayable() {
            return true;
        }

        @Override
        public OptionalLong knownLength() {
            return OptionalLong.empty();
        }

        @Override
        public String description() {
            return "file " + path;
        }

        @Override
        public String toString() {
            return description();
        }
    }

    /** A blocking stream, opened for each pass. */
    record Streamed(Callable<? extends InputStream> opener) implements ContentSource {
        public Streamed {
            Objects.requireNonNull(opener, "opener");
        }

        @Override
        public boolean replayable() {
            return true;
        }

        @Override
        public OptionalLong knownLength() {
            return OptionalLong.empty();
        }

        @Override
        public String description() {
            return "input stream";
        }

        @Override
        public String toString() {
            return description();
        }
    }

    /** A publisher, made for each pass. */
    record Replayed(Supplier<? extends Publisher<ByteBuffer>> factory) implements ContentSource {
        public Replayed {
            Objects.requireNonNull(factory, "factory");
        }

        @Override
        public boolean replayable() {
            return true;
        }

        @Override
        public OptionalLong knownLength() {
            return OptionalLong.empty();
        }

        @Override
        public String description() {
            return "replayable publisher";
        }

        @Override
        public String toString() {
            return description();
        }
    }

    /** A publisher for a single pass. */
    record OneShot(Publisher<ByteBuffer> publisher) implements ContentSource {
        public OneShot {
            Objects.requireNonNull(publisher, "publisher");
        }

        @Override
        public boolean replayable() {
            return false;
        }

        @Override
        public OptionalLong knownLength() {
            return OptionalLong.empty();
        }

        @Override
        public String description() {
            return "one-shot publisher";
        }

        @Override
        public String toString() {
            return description();
        }
    }
}
