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
    // the first byte becomes the lowest, which is the one that is found
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
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
            long found = zeros(eight ^ QUOTES) | zeros(eight ^ ESCAPES);
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < to && json[at] != '"' && json[at] != '\\') {
            at++;
        }
        return at;
    }

    /** Like {@link #plainEnd}, and ends also before control characters and what is not ASCII. */
    public static int asciiEnd(byte[] json, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long eight = (long) EIGHT.get(json, at);
            long found = zeros(eight ^ QUOTES) | zeros(eight ^ ESCAPES) | (eight | eight - SPACES) & HIGH_BITS;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < to && json[at] >= ' ' && json[at] != '"' && json[at] != '\\') {
            at++;
        }
        return at;
    }

    /** The index of the quote that ends a string, {@code from} being behind the first; -1 if it is not before {@code to}. */
    public static int stringEnd(byte[] json, int from, int to) {
        int at = from;
        while (true) { // with one call, since compilers put the called into the caller for each
            at = plainEnd(json, at, to);
            if (at == to || json[at] == '"') {
                return at == to ? -1 : at;
            }
            at = Math.min(at + 2, to);
        }
    }

    /**
     * The text of the string between two quotes.
     *
     * @param from behind the first quote
     * @param to where the last one is
     * @throws JsonException if it is malformed
     */
    public static String text(byte[] json, int from, int to) {
        return asciiEnd(json, from, to) == to
                ? new String(json, from, to - from, StandardCharsets.ISO_8859_1)
                : parsed(json, from - 1, to + 1);
    }

    /** Not zero if one of eight bytes is, and then the lowest of its bits shows the first of them. */
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
