package dev.vitrine.embedded.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Issues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the platform takes as a prompt. */
final class PromptRules {
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern LABEL = Pattern.compile("^[a-z0-9_\\-.]+$");
    private static final Pattern PLACEHOLDER = Pattern.compile("^[a-zA-Z][a-zA-Z0-9_]*$");
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");
    private static final Set<String> RESERVED = Set.of("new", "metrics", "prompt-detail");
    private static final int LONGEST_LABEL = 36;
    private static final int LONGEST_MESSAGE = 500;

    private PromptRules() {}

    static void check(JsonNode body) {
        List<ObjectNode> issues = new ArrayList<>();
        if (!body.isObject()) {
            throw ApiFailure.invalid(List.of(Issues.wrongType("object", body)));
        }
        checkName(body.get("name"), issues);
        String type = body.path("type").asText("text");
        JsonNode prompt = body.get("prompt");
        switch (type) {
            case "text" -> {
                if (prompt == null || !prompt.isTextual()) {
                    issues.add(Issues.wrongType("string", prompt, "prompt"));
                }
            }
            case "chat" -> checkChat(prompt, issues);
            default -> issues.add(Issues.notOneOf(List.of("chat", "text"), null, "type"));
        }
        checkLabels(body.get("labels"), "labels", issues);
        JsonNode tags = body.get("tags");
        if (tags != null && !tags.isNull() && !tags.isArray()) {
            issues.add(Issues.wrongType("array", tags, "tags"));
        }
        JsonNode message = body.get("commitMessage");
        if (message != null && !message.isNull() && !message.isTextual()) {
            issues.add(Issues.wrongType("string", message, "commitMessage"));
        } else if (message != null && message.asText().length() > LONGEST_MESSAGE) {
            issues.add(Issues.tooBig("string", LONGEST_MESSAGE, null, "commitMessage"));
        }
        if (!issues.isEmpty()) {
            throw ApiFailure.invalid(issues);
        }
        if (type.equals("chat") && prompt != null) {
            checkCollision(prompt);
        }
    }

    private static void checkName(@Nullable JsonNode name, List<ObjectNode> issues) {
        if (name == null || !name.isTextual()) {
            issues.add(Issues.wrongType("string", name, "name"));
            return;
        }
        String text = name.textValue();
        if (text.isEmpty()) {
            issues.add(Issues.tooSmall("string", 1, true, "Enter a name", "name"));
        } else if (TAG.matcher(text).find()) {
            issues.add(Issues.custom("Text cannot contain HTML tags", "name"));
        } else if (text.contains("|")) {
            issues.add(Issues.custom("Prompt name cannot contain '|' character", "name"));
        } else if (text.startsWith("/") || text.endsWith("/") || text.contains("//")) {
            issues.add(Issues.custom("Name cannot start or end with a slash, or hold two in a row", "name"));
        } else if (RESERVED.contains(text)) {
            issues.add(Issues.custom("Prompt name cannot be '" + text + "'", "name"));
        }
    }

    private static void checkChat(@Nullable JsonNode prompt, List<ObjectNode> issues) {
        if (prompt == null || !prompt.isArray()) {
            issues.add(Issues.wrongType("array", prompt, "prompt"));
            return;
        }
        for (int i = 0; i < prompt.size(); i++) {
            JsonNode item = prompt.get(i);
            String place = Integer.toString(i);
            if (isPlaceholder(item)) {
                if (!PLACEHOLDER.matcher(item.path("name").asText()).matches()) {
                    issues.add(Issues.badFormat(
                            "regex",
                            "/" + PLACEHOLDER + "/",
                            "Placeholder name must start with a letter and contain only alphanumeric characters and"
                                    + " underscores",
                            "prompt",
                            place,
                            "name"));
                }
            } else if (!item.path("role").isTextual() || !item.path("content").isTextual()) {
                String field = item.path("role").isTextual() ? "content" : "role";
                issues.add(Issues.wrongType("string", item.get(field), "prompt", place, field));
            }
        }
    }

    private static boolean isPlaceholder(JsonNode item) {
        return "placeholder".equals(item.path("type").textValue());
    }

    static void checkLabels(@Nullable JsonNode labels, String field, List<ObjectNode> issues) {
        if (labels == null) {
            return;
        }
        if (!labels.isArray()) {
            issues.add(Issues.wrongType("array", labels, field));
            return;
        }
        for (JsonNode label : labels) {
            if (!label.isTextual()) {
                issues.add(Issues.wrongType("string", label, field));
            } else if (label.textValue().length() > LONGEST_LABEL) {
                issues.add(Issues.tooBig("string", LONGEST_LABEL, null, field));
            } else if (!LABEL.matcher(label.textValue()).matches()) {
                issues.add(Issues.badFormat(
                        "regex",
                        "/" + LABEL + "/",
                        "Label must be lowercase alphanumeric with optional underscores, hyphens, or periods",
                        field));
            }
        }
    }

    private static void checkCollision(JsonNode prompt) {
        Set<String> places = new HashSet<>();
        Set<String> variables = new HashSet<>();
        for (JsonNode item : prompt) {
            if (isPlaceholder(item)) {
                places.add(item.path("name").asText());
            } else {
                Matcher found = VARIABLE.matcher(item.path("content").asText());
                while (found.find()) {
                    variables.add(found.group(1));
                }
            }
        }
        places.retainAll(variables);
        if (!places.isEmpty()) {
            throw ApiFailure.badRequest("Placeholders and variables must be unique, the following are not: \""
                    + String.join(", ", places) + "\"");
        }
    }

    /** Messages without what the platform does not know. */
    static JsonNode stored(JsonNode prompt) {
        if (!prompt.isArray()) {
            return prompt;
        }
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : prompt) {
            if (isPlaceholder(item)) {
                items.addObject()
                        .put("type", "placeholder")
                        .put("name", item.path("name").asText());
            } else {
                items.addObject()
                        .put("role", item.path("role").asText())
                        .put("content", item.path("content").asText());
            }
        }
        return items;
    }
}
