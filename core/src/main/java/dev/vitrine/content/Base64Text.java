package dev.vitrine.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Base64 at the end of a long text: checked in place, decoded and encoded in pieces, so that no second copy is made. */
public final class Base64Text {
    private static final int PIECE = 48 * 1024; // a multiple of 3 and of 4
    private static final boolean[] ALPHABET = new boolean[128];

    static {
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".toCharArray()) {
            ALPHABET[c] = true;
        }
    }

    private Base64Text() {}

    /**
     * The bytes of a text that is Base64 as a whole: of the standard alphabet, its padding whole or left out, without
     * white space; empty for any other text, and for one without bytes. Decoded in one pass into memory of its own size.
     */
    public static Optional<ByteBuffer> tryDecode(String text) {
        return text.isEmpty() || firstFault(text, 0) >= 0
                ? Optional.empty()
                : Optional.of(ByteBuffer.wrap(decode(text, 0)).asReadOnlyBuffer());
    }

    /** The offset of the first character that does not fit; the text's length if it is cut off; -1 if all is well. */
    static int firstFault(String text, int from) {
        int end = text.length();
        int data = from;
        while (data < end && text.charAt(data) < 128 && ALPHABET[text.charAt(data)]) {
            data++;
        }
        int loose = (data - from) % 4;
        if (data == end) {
            return loose == 1 ? end : -1; // padding may be left out
        }
        int padding = loose == 2 ? 2 : loose == 3 ? 1 : 0;
        for (int i = data; i < data + padding; i++) {
            if (i == end || text.charAt(i) != '=') {
                return i;
            }
        }
        return data + padding == end ? -1 : data + padding;
    }

    /** Decodes from {@code from} to the end of a text that has no fault. */
    static byte[] decode(String text, int from) {
        int end = text.length();
        while (end > from && text.charAt(end - 1) == '=') {
            end--;
        }
        byte[] bytes = new byte[(int) ((end - from) * 3L / 4)];
        byte[] piece = new byte[Math.min(PIECE, end - from)];
        byte[] decoded = new byte[PIECE / 4 * 3];
        int count = 0;
        for (int i = from; i < end; i += piece.length) {
            if (end - i < piece.length) {
                piece = new byte[end - i];
            }
            copyAscii(text, i, piece);
            int length = Base64.getDecoder().decode(piece, decoded);
            System.arraycopy(decoded, 0, bytes, count, length);
            count += length;
        }
        return bytes;
    }

    /** {@code prefix} and the Base64 of the remaining bytes, whose position stays. */
    static String encode(String prefix, ByteBuffer content) {
        long length = prefix.length() + (content.remaining() + 2L) / 3 * 4;
        if (length > Integer.MAX_VALUE - 8) {
            throw new ContentException("Content of " + content.remaining() + " bytes is too long for a data URI");
        }
        byte[] text = Arrays.copyOf(prefix.getBytes(StandardCharsets.US_ASCII), (int) length);
        byte[] piece = new byte[Math.min(PIECE, content.remaining())];
        byte[] encoded = new byte[PIECE / 3 * 4];
        int count = prefix.length();
        ByteBuffer view = content.duplicate();
        while (view.hasRemaining()) {
            if (view.remaining() < piece.length) {
                piece = new byte[view.remaining()];
            }
            view.get(piece);
            int encodedLength = Base64.getEncoder().encode(piece, encoded);
            System.arraycopy(encoded, 0, text, count, encodedLength);
            count += encodedLength;
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    @SuppressWarnings("deprecation") // the only way without a copy; the characters are known to be ASCII
    private static void copyAscii(String text, int from, byte[] to) {
        text.getBytes(from, from + to.length, to, 0);
    }
}
