package dev.vitrine.reactor.prompt;

import dev.vitrine.json.JsonValue;
import dev.vitrine.prompt.ChatPrompt;
import dev.vitrine.prompt.TextPrompt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The prompts that callers give for the case that the platform cannot be asked. An empty one counts as none. */
final class Fallbacks {
    private static final JsonValue NO_CONFIG = JsonValue.ofBytes("{}".getBytes(StandardCharsets.UTF_8));

    private Fallbacks() {}

    static @Nullable TextPrompt text(String name, PromptQuery query) {
        String text = query.fallbackText();
        return text == null || text.isEmpty()
                ? null
                : new TextPrompt(name, version(query), text, NO_CONFIG, labels(query), List.of(), null, true);
    }

    static @Nullable ChatPrompt chat(String name, PromptQuery query) {
        return query.fallbackChat() == null || query.fallbackChat().isEmpty()
                ? null
                : new ChatPrompt(
                        name, version(query), query.fallbackChat(), NO_CONFIG, labels(query), List.of(), null, true);
    }

    private static int version(PromptQuery query) {
        return query.version() == null ? 0 : query.version();
    }

    private static List<String> labels(PromptQuery query) {
        return query.label() == null ? List.of() : List.of(query.label());
    }
}
