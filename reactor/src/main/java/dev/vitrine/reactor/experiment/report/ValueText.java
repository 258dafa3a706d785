package dev.vitrine.reactor.experiment.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.vitrine.json.JsonEncoder;
import dev.vitrine.json.JsonValue;
import dev.vitrine.media.MediaTree;
import dev.vitrine.media.MediaTreeException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
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

    private static @Nullable Object marked(Object value) {
        AtomicInteger number = new AtomicInteger();
        try {
            return MediaTree.replace(value, FieldMedia.LIMITS, media -> "⟦media " + number.incrementAndGet() + "⟧");
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
