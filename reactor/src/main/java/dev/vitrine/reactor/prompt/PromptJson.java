package dev.vitrine.reactor.prompt;

import dev.vitrine.json.JsonDecoder;
import dev.vitrine.json.JsonEncoder;
import dev.vitrine.json.JsonException;
import dev.vitrine.json.JsonValue;
import dev.vitrine.json.TypeRef;
import dev.vitrine.prompt.ChatItem;
import dev.vitrine.prompt.ChatMessage;
import dev.vitrine.prompt.ChatPlaceholder;
import dev.vitrine.prompt.ChatPrompt;
import dev.vitrine.prompt.NewPrompt;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.prompt.PromptSummary;
import dev.vitrine.prompt.PromptType;
import dev.vitrine.prompt.TextPrompt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prompts as the platform writes and reads them. */
final class PromptJson {
    private static final String PLACEHOLDER = "placeholder";
    private static final JsonValue EMPTY_OBJECT = JsonValue.ofBytes("{}".getBytes(StandardCharsets.UTF_8));

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private PromptJson() {}

    /** The first reader of a type is made under a lock, for which event loops would wait. */
    static void prepareReader() {
        JsonDecoder.decode(NULL, Wire.class);
    }

    static Prompt decode(byte[] json) {
        return whole(JsonDecoder.decode(json, Wire.class)).toPrompt();
    }

    static Page decodePage(byte[] json) {
        return whole(JsonDecoder.decode(json, Page.class));
    }

    private static <T> T whole(@Nullable T value) {
        if (value == null) {
            throw new JsonException("null where a prompt was expected");
        }
        return value;
    }

    static byte[] encode(NewPrompt<?> prompt) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("name", prompt.name());
        body.put("type", prompt.type().name().toLowerCase(Locale.ROOT));
        body.put("prompt", prompt.content() instanceof List<?> items ? items(items) : prompt.content());
        body.put("config", prompt.config() == null ? Map.of() : prompt.config());
        body.put("labels", prompt.labels());
        if (prompt.tags() != null) {
            body.put("tags", prompt.tags());
        }
        if (prompt.commitMessage() != null) {
            body.put("commitMessage", prompt.commitMessage());
        }
        return JsonEncoder.strict().encode(body);
    }

    private static List<Map<String, @Nullable Object>> items(List<?> items) {
        List<Map<String, @Nullable Object>> wire = new ArrayList<>();
        for (Object item : items) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            if (item instanceof ChatPlaceholder placeholder) {
                map.put("type", PLACEHOLDER);
                map.put("name", placeholder.name());
            } else if (item instanceof ChatMessage message) {
                map.put("type", "chatmessage");
                map.putAll(message.asMap());
            }
            wire.add(map);
        }
        return wire;
    }

    /** What of the platform's prompt object is used. */
    record Wire(
            @Nullable String name,
            int version,
            @Nullable String type,
            @Nullable JsonValue prompt,
            @Nullable JsonValue config,
            @Nullable List<String> labels,
            @Nullable List<String> tags,
            @Nullable String commitMessage) {

        Prompt toPrompt() {
            JsonValue content = Objects.requireNonNullElse(prompt, JsonValue.nullValue());
            return switch (content.kind()) {
                case STRING ->
                    new TextPrompt(
                            named(),
                            version,
                            Objects.requireNonNull(content.as(String.class)),
                            settings(),
                            orNone(labels),
                            orNone(tags),
                            commitMessage,
                            false);
                case ARRAY ->
                    new ChatPrompt(
                            named(),
                            version,
                            chat(content),
                            settings(),
                            orNone(labels),
                            orNone(tags),
                            commitMessage,
                            false);
                default -> throw new JsonException("a prompt is a text or a list of messages, not " + content.kind());
            };
        }

        private String named() {
            if (name == null) {
                throw new JsonException("a prompt without name");
            }
            return name;
        }

        private JsonValue settings() {
            return config == null || config.isNull() ? EMPTY_OBJECT : config;
        }

        private static List<ChatItem> chat(JsonValue content) {
            List<Map<String, @Nullable Object>> list =
                    content.as(new TypeRef<List<Map<String, @Nullable Object>>>() {});
            List<ChatItem> items = new ArrayList<>();
            for (Map<String, @Nullable Object> entry : list == null ? List.<Map<String, @Nullable Object>>of() : list) {
                Object kind = entry.remove("type");
                items.add(
                        PLACEHOLDER.equals(kind)
                                ? new ChatPlaceholder(String.valueOf(entry.get("name")))
                                : ChatMessage.of(entry));
            }
            return items;
        }
    }

    /** A page of the list. */
    record Page(@Nullable List<Listed> data, @Nullable Meta meta) {
        List<PromptSummary> prompts() {
            return data == null
                    ? List.of()
                    : data.stream().map(Listed::toSummary).toList();
        }

        boolean isLast(int page) {
            return meta == null || data == null || data.isEmpty() || page >= meta.totalPages();
        }
    }

    record Meta(int totalPages) {}

    record Listed(
            @Nullable String name,
            @Nullable String type,
            @Nullable List<Integer> versions,
            @Nullable List<String> labels,
            @Nullable List<String> tags,
            @Nullable String lastUpdatedAt,
            @Nullable JsonValue lastConfig) {

        PromptSummary toSummary() {
            if (name == null) {
                throw new JsonException("a prompt without name");
            }
            return new PromptSummary(
                    name,
                    "text".equals(type) ? PromptType.TEXT : "chat".equals(type) ? PromptType.CHAT : null,
                    orNone(versions),
                    orNone(labels),
                    orNone(tags),
                    instant(lastUpdatedAt),
                    lastConfig == null ? EMPTY_OBJECT : lastConfig);
        }

        private static @Nullable Instant instant(@Nullable String text) {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        }
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
