package dev.vitrine.content;

import java.nio.ByteBuffer;
import java.util.Map;

/** A data URI of RFC 2397: {@code data:image/png;base64,…} or {@code data:text/plain;charset=utf-8,a%20b}. */
public final class DataUri {
    private final ContentType contentType;
    private final Map<String, String> parameters;
    private final ByteBuffer content;

    private DataUri(ContentType contentType, Map<String, String> parameters, ByteBuffer content) {
        this.contentType = contentType;
        this.parameters = parameters;
        this.content = content;
    }

    /**
     * Reads a data URI.
     *
     * @throws ContentException if it is malformed; the message names the fault and its place, not the content
     */
    public static DataUri parse(String text) {
        throw new UnsupportedOperationException("soon");
    }

    /** Whether the text is, as a whole, a Base64 data URI with a media type; cheap, without decoding. */
    public static boolean isBase64DataUri(String text) {
        throw new UnsupportedOperationException("soon");
    }

    /** {@code data:<type>;base64,<content>} of the remaining bytes, whose position stays. */
    public static String format(ContentType type, ByteBuffer content) {
        throw new UnsupportedOperationException("soon");
    }

    public ContentType contentType() {
        return contentType;
    }

    /** The parameters after the type, such as {@code charset}, names in lowercase. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** The decoded bytes, read-only. */
    public ByteBuffer content() {
        return content.duplicate();
    }

    @Override
    public String toString() {
        return "DataUri[" + contentType + ", " + content.remaining() + " bytes]";
    }
}
