package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.json.Json;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts of tokens and costs, by kind. */
final class Usage {
    private static final Set<String> CHAT = Set.of(
            "prompt_tokens", "completion_tokens", "total_tokens", "prompt_tokens_details", "completion_tokens_details");
    private static final Set<String> RESPONSES =
            Set.of("input_tokens", "output_tokens", "total_tokens", "input_tokens_details", "output_tokens_details");

    private Usage() {}

    /** Token counts; what is exactly OpenAI's own object is turned into the platform's kinds. */
    static ObjectNode of(ObjectNode given) {
        if (isShape(given, CHAT, "prompt_tokens", "completion_tokens")) {
            return converted(given, "prompt_tokens", "completion_tokens");
        }
        if (isShape(given, RESPONSES, "input_tokens", "output_tokens")) {
            return converted(given, "input_tokens", "output_tokens");
        }
        return numbers(given);
    }

    /** The entries that are numbers and not negative. */
    static ObjectNode numbers(ObjectNode given) {
        ObjectNode numbers = Json.object();
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            if (entry.getValue().isNumber() && entry.getValue().doubleValue() >= 0) {
                numbers.set(entry.getKey(), entry.getValue());
            }
        }
        return numbers;
    }

    /** Values that are neither text nor numbers become JSON text; null for none. */
    static @Nullable JsonNode parameters(ObjectNode given) {
        if (given.isEmpty()) {
            return null;
        }
        ObjectNode parameters = Json.object();
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            JsonNode value = entry.getValue();
            if (value.isTextual() || value.isNumber()) {
                parameters.set(entry.getKey(), value);
            } else {
                parameters.put(entry.getKey(), Attributes.text(value));
            }
        }
        return parameters;
    }

    /** With the total, if it was not said. */
    static ObjectNode withTotal(ObjectNode details) {
        if (details.isEmpty() || details.has("total")) {
            return details;
        }
        ObjectNode all = details.deepCopy();
        all.set("total", number(sum(details, "")));
        return all;
    }

    /** The sum of the kinds that begin so; all but the total for the empty text. */
    static double sum(ObjectNode details, String prefix) {
        double sum = 0;
        for (Map.Entry<String, JsonNode> entry : details.properties()) {
            if (entry.getKey().startsWith(prefix) && !entry.getKey().equals("total")) {
                sum += entry.getValue().doubleValue();
            }
        }
        return sum;
    }

    /** The total: as it was said, or the sum. */
    static double total(ObjectNode details) {
        return details.has("total") ? details.get("total").doubleValue() : sum(details, "");
    }

    /** An integer where it is one. */
    static JsonNode number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? LongNode.valueOf((long) value)
                : DoubleNode.valueOf(value);
    }

    private static boolean isShape(ObjectNode given, Set<String> known, String input, String output) {
        if (!given.path(input).isNumber() || !given.path(output).isNumber()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            boolean fits = known.contains(entry.getKey())
                    && (entry.getKey().endsWith("_details")
                            ? entry.getValue().isObject() || entry.getValue().isNull()
                            : entry.getValue().isNumber());
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static ObjectNode converted(ObjectNode given, String input, String output) {
        ObjectNode usage = Json.object();
        side(given, input, "input", usage);
        side(given, output, "output", usage);
        if (given.has("total_tokens")) {
            usage.set("total", given.get("total_tokens"));
        }
        return usage;
    }

    /** The details count as kinds of their own, and no longer in the whole. */
    private static void side(ObjectNode given, String whole, String name, ObjectNode usage) {
        double rest = given.get(whole).doubleValue();
        ObjectNode details = Json.object();
        for (Map.Entry<String, JsonNode> entry : given.path(whole + "_details").properties()) {
            if (entry.getValue().isNumber() && entry.getValue().doubleValue() >= 0) {
                details.set(name + "_" + entry.getKey(), entry.getValue());
                rest -= entry.getValue().doubleValue();
            }
        }
        usage.set(name, number(Math.max(0, rest)));
        usage.setAll(details);
    }
}
