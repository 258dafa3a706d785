package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads the strings of JSON (UTF-8) from its bytes, where a parser of the whole would be too much. */
public final class JsonBytes {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long QUOTES = ONES * '"';
    private static final long ESCAPES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

    private JsonBytes() {}

    /** The index of the first quote or backslash from {@code from} on; {@code to} if there is none before it. */
    public static int plainEnd(byte[] json, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long eight = (long) EIGHT.get(json, at);
            if ((zeros(eight ^ QUOTES) | zeros(eight ^ ESCAPES)) != 0) {
                break;
            }
            at += Long.BYTES;
        }
        while (at < to && json[at] != '"' && json[at] != '\\') {
            at++;
        }
        return at;
    }

    /** The index of the quote that ends a string, {@code from} being behind the first; -1 if it is not before {@code to}. */
    public static int stringEnd(byte[] json, int from, int to) {
        int at = plainEnd(json, from, to);
        while (at < to && json[at] == '\\') {
            at = plainEnd(json, Math.min(at + 2, to), to);
        }
        return at < to ? at : -1;
    }

    /**
     * The text of the string between two quotes.
     *
     * @param from behind the first quote
     * @param to where the last one is
     * @throws JsonException if it is malformed
     */
    public static String text(byte[] json, int from, int to) {
        return isAscii(json, from, to)
                ? new String(json, from, to - from, StandardCharsets.ISO_8859_1)
                : parsed(json, from - 1, to + 1);
    }

    /** Without escapes and whatever must be one. */
    private static boolean isAscii(byte[] json, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long eight = (long) EIGHT.get(json, at);
            if (((eight | (eight - SPACES)) & HIGH_BITS | zeros(eight ^ ESCAPES)) != 0) {
                return false;
            }
        }
        for (; at < to; at++) {
            if (json[at] < ' ' || json[at] == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Not zero if one of eight bytes is: x - 1 borrows into the high bit only where x is zero. */
    private static long zeros(long eight) {
        return (eight - ONES) & ~eight & HIGH_BITS;
    }

    private static String parsed(byte[] json, int from, int to) {
        try (JsonParser in = Mappers.MAPPER.createParser(json, from, to - from)) {
            if (in.nextToken() != JsonToken.VALUE_STRING) {
                throw ReadFailure.endsEarly();
            }
            return in.getText();
        } catch (IOException e) {
            throw ReadFailure.of(e, String.class);
        }
    }
}
