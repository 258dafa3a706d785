package dev.vitrine.json;

import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.vitrine.media.Media;
import dev.vitrine.media.WalkLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes any object as JSON (UTF-8), with media as their reference strings at any depth, in one pass over the object.
 * Immutable and thread-safe. What is written is held in memory once.
 *
 * <p>{@link #strict()} is for data that must arrive whole: what cannot be written is a {@link JsonException}, a cycle or
 * a limit a {@link dev.vitrine.media.MediaTreeException}, each with the place. {@link #lenient()} is for telemetry: it
 * never fails, and what cannot be written becomes a placeholder text.
 *
 * <p>Both write times in ISO 8601 ({@code Z} for UTC), {@code NaN}, {@code Infinity} and {@code -Infinity} as those
 * texts, paths, UUIDs and enum constants as text, errors as {@code Type: message}, sets as arrays, empty optionals as
 * null, and never Base64. NUL characters are written, although Langfuse drops them.
 *
 * <table>
 * <caption>Where they differ</caption>
 * <tr><th>value</th><th>strict</th><th>lenient</th></tr>
 * <tr><td>integer beyond ±(2^53-1)</td><td>number</td><td>text</td></tr>
 * <tr><td>{@code byte[]}, {@code ByteBuffer}</td><td>exception</td><td>text if UTF-8, else a placeholder</td></tr>
 * <tr><td>half a surrogate pair</td><td>exception</td><td>U+FFFD</td></tr>
 * <tr><td>iterator, stream (readable only once)</td><td>exception</td><td>placeholder, not consumed</td></tr>
 * <tr><td>null as a key</td><td>exception</td><td>{@code "null"}</td></tr>
 * <tr><td>cycle</td><td>exception</td><td>type name</td></tr>
 * <tr><td>container too deep</td><td>exception</td><td>{@code <type>}</td></tr>
 * <tr><td>too many values</td><td>exception</td><td>the rest is left out behind a placeholder</td></tr>
 * <tr><td>object without properties, getter that throws</td><td>exception</td><td>placeholder for it alone</td></tr>
 * </table>
 */
public final class JsonEncoder {
    private static final JsonEncoder STRICT = new JsonEncoder(true, WalkLimits.DEFAULT);
    private static final JsonEncoder LENIENT = new JsonEncoder(false, new WalkLimits(20, 1_000_000));
    private static final int FLATTEST = 4; // what any stack has room for
    private static final String TRUNCATED = "<truncated: too many values>";
    private final boolean strict;
    private final WalkLimits limits;

    private JsonEncoder(boolean strict, WalkLimits limits) {
        this.strict = strict;
        this.limits = limits;
    }

    /** For data that must arrive whole; within {@link WalkLimits#DEFAULT}. */
    public static JsonEncoder strict() {
        return STRICT;
    }

    /** For telemetry; 20 containers deep and a million values. */
    public static JsonEncoder lenient() {
        return LENIENT;
    }

    /** This encoder with other limits. */
    public JsonEncoder limits(WalkLimits limits) {
        return new JsonEncoder(strict, Objects.requireNonNull(limits, "limits"));
    }

    /** Media become what {@link Media} itself gives: a reference for bytes in memory, else a text. */
    public byte[] encode(@Nullable Object value) {
        return encode(value, null, null);
    }

    /**
     * Media become what {@code references} says; a {@link dev.vitrine.media.ReferencedMedia} its own string. What
     * {@code references} throws is passed on if strict, and a placeholder if lenient.
     */
    public byte[] encode(@Nullable Object value, MediaReferences references) {
        return encode(value, Objects.requireNonNull(references, "references"), null);
    }

    /** What {@link #encode(Object)} writes, as a value in which the media stay what they are. */
    public JsonValue toValue(@Nullable Object value) {
        MediaMarks.Recorder recorder = new MediaMarks.Recorder();
        return JsonValue.ofMarked(encode(value, null, recorder), recorder.marks());
    }

    /** {@link #toValue(Object)} without a digest of any media: {@code texts} says what stands in their places meanwhile. */
    public JsonValue toValue(@Nullable Object value, MediaReferences texts) {
        MediaMarks.Recorder recorder = new MediaMarks.Recorder();
        return JsonValue.ofMarked(encode(value, Objects.requireNonNull(texts, "texts"), recorder), recorder.marks());
    }

    private byte[] encode(
            @Nullable Object value, @Nullable MediaReferences references, MediaMarks.@Nullable Recorder recorder) {
        return strict ? encodeStrictly(value, references, recorder) : encodeLeniently(value, references, recorder);
    }

    private byte[] encodeStrictly(
            @Nullable Object value, @Nullable MediaReferences references, MediaMarks.@Nullable Recorder recorder) {
        Encoding encoding = new Encoding(Mappers.Strict.WRITER, references, recorder, false);
        try (ByteArrayBuilder bytes = new ByteArrayBuilder();
                StrictGenerator out = new StrictGenerator(Mappers.generator(bytes), encoding, limits)) {
            write(value, out, encoding);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw WriteFailure.of(e, "");
        }
    }

    /** All of the value or an exception. */
    static void write(@Nullable Object value, StrictGenerator out, Encoding encoding) {
        try {
            encoding.write(out, value);
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            RuntimeException refused = encoding.refused();
            throw refused != null ? refused : WriteFailure.of(e, out.pointer());
        }
        out.requireClosed();
    }

    private byte[] encodeLeniently(
            @Nullable Object value, @Nullable MediaReferences references, MediaMarks.@Nullable Recorder recorder) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder()) {
            Encoding encoding = new Encoding(Mappers.Lenient.WRITER, references, recorder, true);
            LenientGenerator out = new LenientGenerator(Mappers.generator(bytes), encoding, limits);
            try {
                encoding.write(out, value);
            } catch (Exception | LinkageError | AssertionError e) {
                out.finish(Guards.isEnd(e) ? TRUNCATED : placeholder(value));
            }
            out.close();
            return bytes.toByteArray();
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            return shallower(value, references, recorder);
        }
    }

    /** After an overflow of the stack, which leaves the generator in any state: once more, with half the depth. */
    private byte[] shallower(
            @Nullable Object value, @Nullable MediaReferences references, MediaMarks.@Nullable Recorder recorder) {
        if (recorder != null) {
            recorder.giveUp();
        }
        return limits.maxDepth() <= FLATTEST
                ? ('"' + placeholder(value) + '"').getBytes(StandardCharsets.UTF_8)
                : limits(new WalkLimits(limits.maxDepth() / 2, limits.maxNodes()))
                        .encodeLeniently(value, references, null);
    }

    private static String placeholder(@Nullable Object value) {
        return value == null ? "null" : Names.notSerializable(value.getClass());
    }

    /** Asked once for each place at which a {@link Media} stands, in order. */
    @FunctionalInterface
    public interface MediaReferences {
        String referenceString(Media media);
    }
}
