package dev.vitrine.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One compilation of a chat prompt. What does not fit is warned of and kept, never an error. */
final class ChatCompiler {
    private static final Logger LOG = LoggerFactory.getLogger(ChatPrompt.class);
    private final String promptName;
    private final Map<String, ? extends @Nullable Object> variables;
    private final Map<String, ? extends @Nullable Object> placeholders;
    private final Consumer<String> warnings;
    private final List<ChatItem> out = new ArrayList<>();

    ChatCompiler(
            String promptName,
            Map<String, ? extends @Nullable Object> variables,
            Map<String, ? extends @Nullable Object> placeholders) {
        this(promptName, variables, placeholders, LOG::warn);
    }

    ChatCompiler(
            String promptName,
            Map<String, ? extends @Nullable Object> variables,
            Map<String, ? extends @Nullable Object> placeholders,
            Consumer<String> warnings) {
        this.promptName = promptName;
        this.variables = variables;
        this.placeholders = placeholders;
        this.warnings = warnings;
    }

    List<ChatItem> compile(List<ChatItem> items) {
        TreeSet<String> unresolved = new TreeSet<>();
        for (ChatItem item : items) {
            if (item instanceof ChatMessage message) {
                out.add(compiled(message));
            } else if (item instanceof ChatPlaceholder placeholder) {
                if (placeholders.containsKey(placeholder.name())) {
                    fill(placeholder.name(), placeholders.get(placeholder.name()));
                } else {
                    unresolved.add(placeholder.name());
                    out.add(placeholder);
                }
            }
        }
        if (!unresolved.isEmpty()) {
            warnings.accept("Prompt '" + promptName + "' was compiled without messages for its placeholders "
                    + unresolved + ", which stay in the result");
        }
        return List.copyOf(out);
    }

    private void fill(String placeholder, @Nullable Object value) {
        if (!(value instanceof List<?> messages)) {
            out.add(notGiven(value));
            warn(placeholder, "should be a list of messages, not " + kind(value));
            return;
        }
        for (Object message : messages) {
            if (message instanceof ChatMessage typed) {
                out.add(compiled(typed));
            } else if (message instanceof Map<?, ?> map) {
                out.add(compiled(ChatMessage.of(map)));
            } else {
                out.add(notGiven(value));
                warn(placeholder, "should hold messages as maps or ChatMessage, not " + kind(message));
            }
        }
    }

    private ChatMessage compiled(ChatMessage message) {
        return message.content() instanceof String content
                ? message.withContent(Template.compile(content, variables))
                : message;
    }

    private static ChatMessage notGiven(@Nullable Object value) {
        return ChatMessage.of(ChatMessage.NO_ROLE, String.valueOf(value));
    }

    private void warn(String placeholder, String what) {
        warnings.accept("Placeholder '" + placeholder + "' of prompt '" + promptName + "' " + what
                + "; its text stands in the result with role " + ChatMessage.NO_ROLE);
    }

    private static String kind(@Nullable Object value) {
        return value == null ? "null" : value.getClass().getSimpleName();
    }
}
