package dev.vitrine.content;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The first bytes of some content, read without regard to their end: beyond it there is nothing that matches. */
final class Head {
    private final ByteBuffer bytes;

    Head(ByteBuffer head) {
        int length = Math.min(head.remaining(), ContentType.HEAD_LENGTH);
        this.bytes = head.slice(head.position(), length);
    }

    int length() {
        return bytes.limit();
    }

    /** An unsigned byte, or -1 beyond the end. */
    int at(int offset) {
        return offset >= 0 && offset < bytes.limit() ? bytes.get(offset) & 0xFF : -1;
    }

    boolean has(int offset, String latin1) {
        for (int i = 0; i < latin1.length(); i++) {
            if (at(offset + i) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where a text stands at or after {@code from}, or -1. */
    int find(String latin1, int from) {
        for (int i = from; i <= length() - latin1.length(); i++) {
            if (has(i, latin1)) {
                return i;
            }
        }
        return -1;
    }

    /** A little-endian number of two bytes, or a negative one beyond the end. */
    int shortAt(int offset) {
        return at(offset) < 0 || at(offset + 1) < 0 ? -1 : at(offset) | at(offset + 1) << 8;
    }

    /** Up to {@code length} bytes as characters of their value. */
    String latin1(int offset, int length) {
        return text(offset, length, StandardCharsets.ISO_8859_1);
    }

    String text(int offset, int length, Charset charset) {
        if (offset >= length()) {
            return "";
        }
        byte[] copy = new byte[Math.min(length, length() - offset)];
        bytes.get(offset, copy);
        return new String(copy, charset);
    }
}
