package dev.vitrine.benchmarks.contest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a value at {@code $['key'][0]}: by hand, as those do who write their own hydration. */
public final class BracketPath {
    private BracketPath() {}

    /** Whether there was such a place. */
    public static boolean put(JsonNode root, String path, JsonNode value) {
        JsonNode node = root;
        int at = 1;
        while (at < path.length()) {
            int end = path.indexOf(']', at);
            boolean last = end == path.length() - 1;
            if (path.charAt(at + 1) == '\'') {
                String key = path.substring(at + 2, end - 1);
                if (!(node instanceof ObjectNode object) || !object.has(key)) {
                    return false;
                }
                node = last ? object.set(key, value) : object.get(key);
            } else {
                int index = Integer.parseInt(path, at + 1, end, 10);
                if (!(node instanceof ArrayNode array) || array.size() <= index) {
                    return false;
                }
                node = last ? array.set(index, value) : array.get(index);
            }
            at = end + 1;
        }
        return at > 1;
    }

    /** The same in maps and lists. */
    @SuppressWarnings("unchecked")
    public static boolean put(@Nullable Object root, String path, Object value) {
        Object node = root;
        int at = 1;
        while (at < path.length()) {
            int end = path.indexOf(']', at);
            boolean last = end == path.length() - 1;
            if (path.charAt(at + 1) == '\'') {
                String key = path.substring(at + 2, end - 1);
                if (!(node instanceof Map<?, ?> map) || !map.containsKey(key)) {
                    return false;
                }
                node = last ? ((Map<String, Object>) map).put(key, value) : map.get(key);
            } else {
                int index = Integer.parseInt(path, at + 1, end, 10);
                if (!(node instanceof List<?> list) || list.size() <= index) {
                    return false;
                }
                node = last ? ((List<Object>) list).set(index, value) : list.get(index);
            }
            at = end + 1;
        }
        return at > 1;
    }
}
