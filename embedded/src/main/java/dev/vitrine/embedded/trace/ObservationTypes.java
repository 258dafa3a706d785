package dev.vitrine.embedded.trace;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The type of an observation: what is said, or what other instrumentations let one conclude. */
final class ObservationTypes {
    private static final Set<String> TYPES = Set.of(
            "SPAN",
            "GENERATION",
            "EVENT",
            "EMBEDDING",
            "AGENT",
            "TOOL",
            "CHAIN",
            "RETRIEVER",
            "GUARDRAIL",
            "EVALUATOR");
    private static final Map<String, String> BY_OPERATION = Map.of(
            "chat", "GENERATION",
            "completion", "GENERATION",
            "text_completion", "GENERATION",
            "generate_content", "GENERATION",
            "embeddings", "EMBEDDING",
            "invoke_agent", "AGENT",
            "create_agent", "AGENT",
            "execute_tool", "TOOL");

    private ObservationTypes() {}

    static String of(Attributes attributes, boolean hasModel) {
        String said = attributes.text("langfuse.observation.type");
        if (said != null && TYPES.contains(said.toUpperCase(Locale.ROOT))) {
            return said.toUpperCase(Locale.ROOT);
        }
        String kind = attributes.text("openinference.span.kind");
        if (kind != null) {
            String type = kind.equalsIgnoreCase("LLM") ? "GENERATION" : kind.toUpperCase(Locale.ROOT);
            if (TYPES.contains(type)) {
                return type;
            }
        }
        String operation = attributes.text("gen_ai.operation.name");
        String type = operation == null ? null : BY_OPERATION.get(operation.toLowerCase(Locale.ROOT));
        if (type != null) {
            return type;
        }
        return hasModel ? "GENERATION" : "SPAN";
    }
}
