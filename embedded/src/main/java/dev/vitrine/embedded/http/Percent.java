package dev.vitrine.embedded.http;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Percent decoding. */
public final class Percent {
    private Percent() {}

    /**
     * Decodes once, strictly: every percent sign begins a byte, and the bytes are UTF-8.
     *
     * @throws IllegalArgumentException if the text is not so
     */
    public static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                out.put(in[i]);
                continue;
            }
            if (i + 2 >= in.length) {
                throw new IllegalArgumentException("URI malformed");
            }
            out.put((byte) (hex(in[i + 1]) << 4 | hex(in[i + 2])));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("URI malformed", e);
        }
    }

    /** The parameters of a query by name; of repeated ones the first. */
    public static Map<String, String> query(String query) {
        Map<String, String> first = new LinkedHashMap<>();
        repeatedQuery(query).forEach((name, values) -> first.put(name, values.get(0)));
        return first;
    }

    /** The parameters of a query by name, each with its values in their order. */
    static Map<String, List<String>> repeatedQuery(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters
                        .computeIfAbsent(form(name), any -> new ArrayList<>(1))
                        .add(form(value));
            }
        }
        return parameters;
    }

    private static String form(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static int hex(byte digit) {
        int value = Character.digit(digit, 16);
        if (value < 0) {
            throw new IllegalArgumentException("URI malformed");
        }
        return value;
    }
}
