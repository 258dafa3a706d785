package dev.vitrine.prompt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message of a chat.
 *
 * @param role who speaks, such as {@code system}, {@code user}, {@code assistant}
 * @param content a text in every prompt of the platform; null or a list of parts can come with a placeholder's messages
 * @param fields what else a placeholder's message had, such as tool calls; neither role nor content
 */
public record ChatMessage(String role, @Nullable Object content, Map<String, @Nullable Object> fields)
        implements ChatItem {
    /** The role of a message that was given without one. */
    public static final String NO_ROLE = "NOT_GIVEN";

    static final String ROLE = "role";
    static final String CONTENT = "content";

    public ChatMessage {
        Objects.requireNonNull(role, ROLE);
        // not Map.copyOf: values may be null, and the order is kept
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public static ChatMessage of(String role, String content) {
        return new ChatMessage(role, Objects.requireNonNull(content, CONTENT), Map.of());
    }

    public static ChatMessage system(String content) {
        return of("system", content);
    }

    public static ChatMessage user(String content) {
        return of("user", content);
    }

    public static ChatMessage assistant(String content) {
        return of("assistant", content);
    }

    /** A message of a map as LLM APIs have it: {@code role}, {@code content} and anything else. */
    public static ChatMessage of(Map<?, ? extends @Nullable Object> message) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        message.forEach((key, value) -> fields.put(String.valueOf(key), value));
        boolean hasContent = fields.containsKey(CONTENT);
        Object content = fields.remove(CONTENT);
        Object role = fields.remove(ROLE);
        return new ChatMessage(role == null ? NO_ROLE : role.toString(), hasContent ? content : "", fields);
    }

    /** The content as text: nothing for null, else as {@code toString()} gives it. */
    public String text() {
        return content == null ? "" : content.toString();
    }

    /** Role, content and the other fields in one map, as LLM APIs take it. */
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put(ROLE, role);
        map.put(CONTENT, content);
        map.putAll(fields);
        return Collections.unmodifiableMap(map);
    }

    ChatMessage withContent(String text) {
        return new ChatMessage(role, text, fields);
    }
}
