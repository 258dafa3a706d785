package dev.vitrine.json;

import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.vitrine.media.WalkLimits;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Tells of one object after another whether it holds media, as {@link JsonEncoder#toValue(Object)} of the strict encoder
 * sees it. Holds the JSON of one object at a time, and the same buffers for all. For one thread at a time.
 */
public final class MediaProbe {
    private @Nullable Writing idle;

    /**
     * Writes the object once, as a whole.
     *
     * @return null if no media are in it
     * @throws JsonException if it cannot be written
     * @throws dev.vitrine.media.MediaTreeException on a cycle or beyond a limit
     */
    public @Nullable JsonValue valueWithMedia(Object object, WalkLimits limits) {
        Writing writing = idle == null ? Writing.start(limits) : idle;
        idle = null; // one that failed may be in any state, and is not used again
        @Nullable JsonValue found = writing.write(object, limits);
        idle = writing;
        return found;
    }

    /** What writes. Never closed: that would only give its buffers back, which are collected with it. */
    private static final class Writing {
        private final ByteArrayBuilder bytes = new ByteArrayBuilder();
        private final MediaMarks.Recorder recorder = new MediaMarks.Recorder();
        private final Encoding encoding = new Encoding(Mappers.Strict.WRITER, null, recorder, false);
        private final StrictGenerator out;

        private Writing(WalkLimits limits) throws IOException {
            out = new StrictGenerator(Mappers.generator(bytes), encoding, limits);
        }

        static Writing start(WalkLimits limits) {
            try {
                return new Writing(limits);
            } catch (IOException e) {
                throw WriteFailure.of(e, "");
            }
        }

        @Nullable
        JsonValue write(Object object, WalkLimits limits) {
            bytes.reset();
            recorder.restart();
            out.restart(limits);
            JsonEncoder.write(object, out, encoding);
            try {
                out.flush();
            } catch (IOException e) {
                throw WriteFailure.of(e, "");
            }
            MediaMarks marks = recorder.marks();
            return marks.size() == 0 ? null : JsonValue.ofMarked(bytes.toByteArray(), marks);
        }
    }
}
