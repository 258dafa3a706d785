package dev.vitrine.embedded.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.json.KeyOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the references of a stored value: its string leaves, those of a container before those of its children. */
public final class ReferenceScanner {
    private static final Pattern INDEX_LIKE = Pattern.compile("[0-9*]+");
    private static final Pattern OMITTED = Pattern.compile("~|\\^|@.*?\\(\\)");

    private final String field;
    private final Map<String, FoundReference> byPath = new LinkedHashMap<>();

    private ReferenceScanner(String field) {
        this.field = field;
    }

    /** The references in the order of the walk; of those whose paths collapse to one the first. */
    public static List<FoundReference> scan(String field, JsonNode value) {
        ReferenceScanner scanner = new ReferenceScanner(field);
        scanner.visit("$", value);
        return List.copyOf(scanner.byPath.values());
    }

    private void visit(String path, JsonNode value) {
        if (value.isTextual()) {
            ReferenceString reference = ReferenceString.parse(value.textValue());
            if (reference != null) {
                byPath.putIfAbsent(path, new FoundReference(field, path, reference.text(), reference.mediaId()));
            }
            return;
        }
        if (!value.isContainerNode()) {
            return;
        }
        List<Map.Entry<String, JsonNode>> children = children(value);
        for (Map.Entry<String, JsonNode> child : children) {
            if (child.getValue().isTextual()) {
                visit(path + render(child.getKey()), child.getValue());
            }
        }
        for (Map.Entry<String, JsonNode> child : children) {
            if (child.getValue().isContainerNode()) {
                visit(path + render(child.getKey()), child.getValue());
            }
        }
    }

    private static List<Map.Entry<String, JsonNode>> children(JsonNode container) {
        List<Map.Entry<String, JsonNode>> children = new ArrayList<>(container.size());
        if (container instanceof ObjectNode object) {
            for (String key : KeyOrder.enumeration(object)) {
                children.add(Map.entry(key, object.get(key)));
            }
        } else if (container instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                children.add(Map.entry(Integer.toString(i), array.get(i)));
            }
        }
        return children;
    }

    /** One step of a path, without any escaping. */
    static String render(String key) {
        if (INDEX_LIKE.matcher(key).matches()) {
            return "[" + key + "]";
        }
        return OMITTED.matcher(key).matches() ? "" : "['" + key + "']";
    }
}
