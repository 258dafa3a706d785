package dev.vitrine.media;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.content.ContentType;
import dev.vitrine.content.DataUri;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where Base64 stands in what model providers take and give. A text that is a data URI counts at any place; so
 * {@code image_url}, {@code file_data} and the like need no rule of their own.
 */
final class EmbeddedShapes {
    private static final Set<String> GEMINI = Set.of("inline_data", "inlineData");

    private EmbeddedShapes() {}

    /** The media that {@code text} may be at the current place of {@code frame}; null where it is just text. */
    static @Nullable EmbeddedMedia in(String text, TreeFrame frame) {
        if (text.isEmpty()) {
            return null;
        }
        if (DataUri.hasBase64Header(text)) {
            return EmbeddedMedia.dataUri(text);
        }
        Object container = frame.container;
        String key = frame.segment();
        if ("data".equals(key)) {
            return data(text, container, frame);
        }
        if ("file_data".equals(key)) { // OpenAI: {file_data, filename}
            String name = text(container, "filename");
            return name == null ? null : EmbeddedMedia.base64(text, null, name);
        }
        return null;
    }

    private static @Nullable EmbeddedMedia data(String text, @Nullable Object container, TreeFrame frame) {
        String kind = text(container, "type");
        if ("base64".equals(kind)) { // Anthropic: {type, media_type, data}
            return typed(text, text(container, "media_type"));
        }
        if ("media".equals(kind)) { // Vertex: {type, mime_type, data}
            return typed(text, text(container, "mime_type"));
        }
        String holder = keyOf(frame);
        if (holder == null) {
            return null;
        }
        if (GEMINI.contains(holder)) {
            String type = text(container, "mime_type");
            return typed(text, type != null ? type : text(container, "mimeType"));
        }
        if (holder.equals("input_audio")) { // OpenAI: {data, format}
            String format = text(container, "format");
            return format == null ? null : typed(text, "audio/" + format);
        }
        return null;
    }

    private static @Nullable EmbeddedMedia typed(String text, @Nullable String type) {
        if (type == null) {
            return null;
        }
        ContentType known;
        try {
            known = ContentType.of(type.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            known = null; // then the content tells
        }
        return EmbeddedMedia.base64(text, known, null);
    }

    /** Under which key the container of the current place stands. */
    private static @Nullable String keyOf(TreeFrame frame) {
        TreeFrame above = frame.parent;
        while (above != null && above.segment() == null) {
            above = above.parent;
        }
        return above == null ? null : above.segment();
    }

    private static @Nullable String text(@Nullable Object container, String key) {
        if (container instanceof Map<?, ?> map) {
            Object value = get(map, key);
            if (value instanceof JsonNode node) {
                return node.textValue();
            }
            return value instanceof CharSequence || value instanceof Enum<?> ? value.toString() : null;
        }
        if (container instanceof JsonNode node) {
            JsonNode value = node.get(key);
            return value == null ? null : value.textValue();
        }
        return null;
    }

    private static @Nullable Object get(Map<?, ?> map, String key) {
        try {
            return map.get(key);
        } catch (ClassCastException e) { // a sorted map whose keys are no strings
            return null;
        }
    }
}
