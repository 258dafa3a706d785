package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Tags of a trace: a list, a JSON list as text, text with commas, or one text. */
final class Tags {
    private Tags() {}

    static List<String> of(Map<String, JsonNode> attributes) {
        JsonNode tags = attributes.getOrDefault("langfuse.trace.tags", attributes.get("langfuse.tags"));
        if (tags == null) {
            return List.of();
        }
        if (tags.isTextual()) {
            JsonNode parsed = Attributes.parsed(tags.textValue());
            if (!parsed.isArray()) {
                return Arrays.stream(tags.textValue().split(",", -1))
                        .map(String::strip)
                        .filter(tag -> !tag.isEmpty())
                        .toList();
            }
            tags = parsed;
        }
        List<String> list = new ArrayList<>();
        tags.forEach(tag -> list.add(Attributes.text(tag)));
        return List.copyOf(list);
    }
}
