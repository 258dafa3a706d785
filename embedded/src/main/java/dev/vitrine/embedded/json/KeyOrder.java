package dev.vitrine.embedded.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The orders in which the platform meets the keys of an object. */
public final class KeyOrder {
    /** Bytewise by UTF-8, which is the order of code points. */
    public static final Comparator<String> BYTEWISE = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    private static final Comparator<String> BY_INDEX = Comparator.comparingLong(Long::parseLong);
    private static final Comparator<String> STORED = Comparator.<String>comparingInt(
                    key -> key.getBytes(StandardCharsets.UTF_8).length)
            .thenComparing(BYTEWISE);

    private KeyOrder() {}

    /** Keys that look like array indices by number, then the others as they were inserted. */
    public static List<String> enumeration(ObjectNode object) {
        return ordered(object, null);
    }

    /** Keys as they come back from the database: like indices first, then by length, then by bytes. */
    static List<String> stored(ObjectNode object) {
        return ordered(object, STORED);
    }

    private static List<String> ordered(ObjectNode object, @Nullable Comparator<String> rest) {
        List<String> indices = new ArrayList<>();
        List<String> names = new ArrayList<>(object.size());
        object.fieldNames().forEachRemaining(key -> (isIndex(key) ? indices : names).add(key));
        if (rest != null && names.size() > 1) {
            names.sort(rest);
        }
        if (indices.isEmpty()) {
            return names;
        }
        indices.sort(BY_INDEX);
        indices.addAll(names);
        return indices;
    }

    /** Whether a JavaScript engine keeps this key among the indices: canonical and below 2^32 - 1. */
    private static boolean isIndex(String key) {
        int length = key.length();
        if (length == 0 || length > 10 || (length > 1 && key.charAt(0) == '0')) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (key.charAt(i) < '0' || key.charAt(i) > '9') {
                return false;
            }
        }
        return Long.parseLong(key) < 0xFFFF_FFFFL;
    }
}
