package dev.vitrine.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * A data URI of RFC 2397: {@code data:image/png;base64,…} or {@code data:text/plain;charset=utf-8,a%20b}.
 *
 * <p>Reading is strict, so that ordinary text is never taken for content:
 *
 * <ul>
 *   <li>{@code data:} and {@code base64} may be written in any case; {@code base64} stands last before the comma.
 *   <li>Without a type it is {@code text/plain}, and then without a charset {@code charset=US-ASCII}. Parameters are
 *       {@code name=value} or {@code name="quoted value"}, each name once, without white space around them.
 *   <li>Base64 is of the standard alphabet, with its padding whole or left out, without white space or line breaks; it may
 *       be percent-encoded.
 *   <li>In the other form, what is not printable ASCII must be percent-encoded, and so must {@code #}, which would start a
 *       fragment.
 * </ul>
 */
public final class DataUri {
    private final ContentType contentType;
    private final Map<String, String> parameters;
    private final ByteBuffer content;

    private DataUri(ContentType contentType, Map<String, String> parameters, byte[] content) {
        this.contentType = contentType;
        this.parameters = parameters;
        this.content = ByteBuffer.wrap(content).asReadOnlyBuffer();
    }

    /**
     * Reads a data URI. The content is decoded in one pass into memory of its own size.
     *
     * @throws ContentException if it is malformed; the message names the fault and its offset, not the content
     */
    public static DataUri parse(String text) {
        Objects.requireNonNull(text, "dataUri");
        DataUriHeader header = DataUriHeader.read(text);
        if (header.fault() != null) {
            throw malformed(header.fault(), header.end());
        }
        byte[] content = header.base64() ? decodeBase64(text, header.end()) : decodePercent(text, header.end());
        return new DataUri(header.contentType(), header.parameters(), content);
    }

    /**
     * Whether the text is, as a whole, a Base64 data URI with a media type and at least one byte; then {@link #parse} reads
     * it. Decided without decoding, at the first character that does not fit; percent-encoded Base64 is not looked for.
     */
    public static boolean isBase64DataUri(String text) {
        if (!DataUriHeader.startsWithScheme(text)) {
            return false;
        }
        DataUriHeader header = DataUriHeader.read(text);
        return header.fault() == null
                && header.base64()
                && header.typed()
                && header.end() < text.length()
                && Base64Text.firstFault(text, header.end()) < 0;
    }

    /**
     * Whether what stands before the comma is that of a Base64 data URI with a media type, and something follows. Tells
     * at the cost of the header alone where {@link #isBase64DataUri} is worth its pass over the text.
     */
    public static boolean hasBase64Header(String text) {
        if (!DataUriHeader.startsWithScheme(text)) {
            return false;
        }
        DataUriHeader header = DataUriHeader.read(text);
        return header.fault() == null && header.base64() && header.typed() && header.end() < text.length();
    }

    /**
     * {@code data:<type>;base64,<content>} of the remaining bytes, whose position stays.
     *
     * @throws ContentException if the text would be longer than a string can be, from about 1.6 GB
     */
    public static String format(ContentType type, ByteBuffer content) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(content, "content");
        return Base64Text.encode("data:" + type.value() + ";base64,", content);
    }

    public ContentType contentType() {
        return contentType;
    }

    /** The parameters after the type in their order, such as {@code charset}; names in lowercase. */
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

    private static byte[] decodeBase64(String text, int from) {
        String base64 = text;
        int start = from;
        if (text.indexOf('%', from) >= 0) {
            base64 = new String(decodePercent(text, from), StandardCharsets.ISO_8859_1);
            start = 0;
        }
        int fault = Base64Text.firstFault(base64, start);
        if (fault >= 0) {
            boolean cut = fault == base64.length();
            // an offset in the decoded text would mislead
            throw malformed(cut ? "Base64 is cut off" : "not Base64", start == 0 ? from : fault);
        }
        return Base64Text.decode(base64, start);
    }

    private static byte[] decodePercent(String text, int from) {
        PercentText.Result result = PercentText.decode(text, from, text.length());
        if (result.bytes() == null) {
            throw malformed(
                    "a '%' without two hexadecimal digits, or a character that must be percent-encoded",
                    result.faultOffset());
        }
        return result.bytes();
    }

    private static ContentException malformed(String fault, int offset) {
        return new ContentException("Malformed data URI at offset " + offset + ": " + fault);
    }
}
