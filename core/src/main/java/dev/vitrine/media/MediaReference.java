package dev.vitrine.media;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.vitrine.content.ContentType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The text that stands for media inside JSON: {@code @@@langfuseMedia:type=image/png|id=…|source=bytes@@@}.
 *
 * @param type the declared media type as written, usually a {@link ContentType}'s value; the server keeps its own record
 * @param id the media's id
 * @param source how the media came to be; an open set, see {@link MediaSource}
 */
public record MediaReference(String type, MediaId id, String source) implements ReferencedMedia {
    static final String PREFIX = "@@@langfuseMedia:";
    static final String SUFFIX = "@@@";

    public MediaReference {
        requirePart("type", type);
        Objects.requireNonNull(id, "id");
        requirePart("id", id.value());
        requirePart("source", source);
        if (source.endsWith("@")) { // would run into the suffix
            throw new IllegalArgumentException("source of a media reference must not end with '@'");
        }
    }

    public static MediaReference of(ContentType type, MediaId id, MediaSource source) {
        return new MediaReference(type.value(), id, source.wireValue());
    }

    /**
     * Reads a string that is a reference as a whole, without text, a line break or another reference around it. Pairs may
     * stand in any order and others may stand among them; {@link #referenceString()} then has the three of its own.
     *
     * @throws MediaReferenceSyntaxException if it is anything else; the message says what is missing
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static MediaReference parse(String text) {
        return MediaReferenceParser.parse(text);
    }

    /** Like {@link #parse}, empty instead of an exception. */
    public static Optional<MediaReference> tryParse(String text) {
        return MediaReferenceParser.tryParse(text);
    }

    /** All references inside a longer text, from left to right, without overlap. Malformed ones are passed over. */
    public static List<Occurrence> findAll(CharSequence text) {
        return MediaReferenceParser.findAll(text);
    }

    @Override
    public String referenceString() {
        return PREFIX + "type=" + type + "|id=" + id.value() + "|source=" + source + SUFFIX;
    }

    @Override
    public String toString() {
        return referenceString();
    }

    /** The characters that {@code .} of the server's pattern leaves out. */
    static boolean hasLineBreak(String text) {
        return text.chars().anyMatch(c -> c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029');
    }

    private static void requirePart(String name, String value) {
        Objects.requireNonNull(value, name);
        if (value.isBlank() || value.indexOf('|') >= 0 || value.contains(SUFFIX) || hasLineBreak(value)) {
            throw new IllegalArgumentException(
                    name + " of a media reference must be text without '|', '@@@' and line breaks");
        }
    }

    /** A reference in a text: {@code text.substring(start, end)}. */
    public record Occurrence(int start, int end, MediaReference reference) {}
}
