package dev.vitrine.reactor.experiment.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.vitrine.json.JsonEncoder;
import dev.vitrine.json.JsonException;
import dev.vitrine.json.JsonValue;
import dev.vitrine.media.MediaTree;
import dev.vitrine.media.MediaTreeException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Values as text: a string as it is, everything else as JSON, media as numbered marks. */
final class ValueText {
    private static final int ONE_LINE = 72;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private ValueText() {}

    /** Never fails: what cannot be written is a placeholder. */
    static String of(@Nullable Object value) {
        Object plain = value == null ? null : marked(value);
        if (plain instanceof JsonValue json && json.kind() == JsonValue.Kind.STRING) {
            return String.valueOf(json.as(String.class));
        }
        return plain instanceof CharSequence text ? text.toString() : json(plain);
    }

    /** What stands for the media of this number, counted from 1 in each value. */
    static String mark(int number) {
        return "⟦media " + number + "⟧";
    }

    /** The fields of the object that a text of {@link #of} is, with texts as they are; empty for anything else. */
    static Map<String, String> fields(String text) {
        if (!text.startsWith("{")) {
            return Map.of();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        try {
            JsonValue.ofBytes(text.getBytes(StandardCharsets.UTF_8))
                    .asMap()
                    .forEach((name, value) -> fields.put(name, value == null ? "null" : of(value)));
        } catch (JsonException e) {
            return Map.of();
        }
        return fields;
    }

    private static @Nullable Object marked(Object value) {
        AtomicInteger number = new AtomicInteger();
        try {
            return MediaTree.replace(value, FieldMedia.LIMITS, media -> mark(number.incrementAndGet()));
        } catch (MediaTreeException | IllegalStateException e) {
            return value;
        }
    }

    private static String json(@Nullable Object value) {
        byte[] compact = JsonEncoder.lenient().encode(value);
        if (compact.length <= ONE_LINE) {
            return new String(compact, StandardCharsets.UTF_8);
        }
        StringWriter text = new StringWriter(compact.length * 2);
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        try (JsonParser in = JSON.createParser(compact);
                JsonGenerator out = JSON.createGenerator(text)) {
            out.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
            while (in.nextToken() != null) {
                out.copyCurrentEventExact(in);
            }
        } catch (IOException e) {
            return new String(compact, StandardCharsets.UTF_8);
        }
        return text.toString();
    }
}
