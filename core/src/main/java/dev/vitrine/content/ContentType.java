package dev.vitrine.content;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A media type such as {@code image/png}: lowercase, without parameters.
 *
 * <p>Langfuse takes a closed list of 52 types; {@link #isSupported()} tells whether this is one. Others are allowed here,
 * because other platforms take them.
 *
 * @param value the type and subtype
 */
public record ContentType(String value) {
    private static final int LONGEST_PART = 127;

    /** How many of the first bytes to show for {@link #detect}, where there are so many. */
    public static final int HEAD_LENGTH = 4096;

    public static final ContentType OCTET_STREAM = new ContentType("application/octet-stream");
    public static final ContentType IMAGE_PNG = new ContentType("image/png");
    public static final ContentType IMAGE_JPEG = new ContentType("image/jpeg");
    public static final ContentType AUDIO_WAV = new ContentType("audio/wav");
    public static final ContentType VIDEO_MP4 = new ContentType("video/mp4");
    public static final ContentType APPLICATION_PDF = new ContentType("application/pdf");
    public static final ContentType APPLICATION_JSON = new ContentType("application/json");
    public static final ContentType TEXT_PLAIN = new ContentType("text/plain");

    public ContentType {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "contentType must be a lowercase type/subtype without parameters, such as image/png, not '"
                            + (value.length() > 80 ? value.substring(0, 80) + "…" : value) + "'");
        }
    }

    static boolean isValid(String value) {
        int slash = value.indexOf('/');
        return slash > 0 && isPart(value, 0, slash) && isPart(value, slash + 1, value.length());
    }

    private static boolean isPart(String value, int from, int to) {
        if (from == to || to - from > LONGEST_PART) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = value.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && "!#$&^_.+-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Reads a media type as found in a header: parameters are dropped, letters made lowercase. */
    public static ContentType of(String text) {
        Objects.requireNonNull(text, "contentType");
        int semicolon = text.indexOf(';');
        return new ContentType(
                (semicolon < 0 ? text : text.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT));
    }

    /** The type that a file name's extension stands for, when the extension is of the server's list. */
    public static Optional<ContentType> ofName(String fileName) {
        return ContentTypes.byName(fileName);
    }

    /**
     * The type that the first bytes show by their signature. The buffer's position stays. {@value #HEAD_LENGTH} bytes are
     * enough; with fewer the answer may be less exact or empty.
     */
    public static Optional<ContentType> ofSignature(ByteBuffer head) {
        return ContentSignatures.detect(head);
    }

    /**
     * By signature, then by name, else {@link #OCTET_STREAM}. Where the signature is that of a container (ZIP, Ogg, MP4 and
     * the like, or XML), a name that tells what is inside wins: a ZIP archive named {@code a.docx} is a document.
     */
    public static ContentType detect(ByteBuffer head, @Nullable String fileName) {
        return ContentSignatures.detect(head, fileName);
    }

    /** Whether the Langfuse server accepts this type. */
    public boolean isSupported() {
        return ContentTypes.extension(value) != null;
    }

    /** The extension that the server stores this type under, or {@code bin}. */
    public String extension() {
        String extension = ContentTypes.extension(value);
        return extension == null ? "bin" : extension;
    }

    @Override
    public String toString() {
        return value;
    }

    // Those of a record are spun at run time, and the first upload compares types
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ContentType that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
