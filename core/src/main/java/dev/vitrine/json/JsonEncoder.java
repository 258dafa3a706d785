package dev.vitrine.json;

import dev.vitrine.media.Media;
import dev.vitrine.media.WalkLimits;
import org.jspecify.annotations.Nullable;

/**
 * Writes any object as JSON (UTF-8), with media as their reference strings at any depth. Immutable and thread-safe.
 *
 * <p>{@link #strict()} is for data that must arrive whole: what cannot be written is a {@link JsonException} with its
 * path. {@link #lenient()} is for telemetry: it never fails, and what cannot be written becomes a placeholder text.
 */
public final class JsonEncoder {
    private JsonEncoder() {}

    public static JsonEncoder strict() {
        throw new UnsupportedOperationException("soon");
    }

    public static JsonEncoder lenient() {
        throw new UnsupportedOperationException("soon");
    }

    /** This encoder with other limits. */
    public JsonEncoder limits(WalkLimits limits) {
        throw new UnsupportedOperationException("soon");
    }

    /** Media become what {@link Media} itself gives: a reference for bytes in memory, else a text. */
    public byte[] encode(@Nullable Object value) {
        throw new UnsupportedOperationException("soon");
    }

    /** Media become what {@code references} says; a {@link dev.vitrine.media.ReferencedMedia} its own string. */
    public byte[] encode(@Nullable Object value, MediaReferences references) {
        throw new UnsupportedOperationException("soon");
    }

    /** Asked once for each place at which a {@link Media} stands, in order. */
    @FunctionalInterface
    public interface MediaReferences {
        String referenceString(Media media);
    }
}
