package dev.vitrine.reactor.score;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.vitrine.json.JsonEncoder;
import dev.vitrine.score.Score;
import dev.vitrine.score.ScoreId;
import dev.vitrine.score.ScoreTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scores as the platform reads them. What is absent is left out. */
final class ScoreJson {
    /** More than what an event adds to its score, and a batch to its events. */
    static final int ENVELOPE_BYTES = 128;

    static final int BATCH_BYTES = 512;
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final byte[] START = ascii("{\"batch\":[");
    private static final byte[] EVENT = ascii("{\"id\":\"");
    private static final byte[] TYPE = ascii("\",\"type\":\"score-create\",\"timestamp\":\"");
    private static final byte[] BODY = ascii("\",\"body\":");
    private static final byte[] METADATA = ascii("],\"metadata\":{\"batch_size\":");
    private final byte[] sdk;

    ScoreJson(String publicKey, String sdkName, String sdkVersion) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("sdk_name", sdkName);
        fields.put("sdk_version", sdkVersion);
        fields.put("public_key", publicKey);
        String object = new String(JsonEncoder.strict().encode(fields), StandardCharsets.UTF_8);
        this.sdk = (',' + object.substring(1) + '}').getBytes(StandardCharsets.UTF_8);
    }

    /** The score's own object. Never fails. */
    byte[] body(Score score, ScoreTarget target, ScoreId id, @Nullable String environment) {
        try {
            return written(score, target, id, environment);
        } catch (IOException e) {
            // half a surrogate pair in a text: slower, and never fails
            return JsonEncoder.lenient().encode(fields(score, target, id, environment));
        }
    }

    private static byte[] written(Score score, ScoreTarget target, ScoreId id, @Nullable String environment)
            throws IOException {
        Map<String, Object> fields = fields(score, target, id, environment);
        // Before the generator is there: of its buffers a thread keeps one set, and a second one would be made anew
        fields.replaceAll((name, value) -> isPlain(value) ? value : Raw.of(value));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            for (Map.Entry<String, Object> field : fields.entrySet()) {
                json.writeFieldName(field.getKey());
                Object value = field.getValue();
                if (value instanceof String text) {
                    json.writeString(text);
                } else if (value instanceof Integer number) {
                    json.writeNumber(number);
                } else if (value instanceof Double number) {
                    json.writeNumber(number);
                } else {
                    json.writeRawValue(((Raw) value).json());
                }
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static boolean isPlain(Object value) {
        return value instanceof String || value instanceof Integer || value instanceof Double;
    }

    /** What is JSON already. */
    private record Raw(String json) {
        static Raw of(Object value) {
            return new Raw(new String(JsonEncoder.lenient().encode(value), StandardCharsets.UTF_8));
        }
    }

    private static Map<String, Object> fields(
            Score score, ScoreTarget target, ScoreId id, @Nullable String environment) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id.value());
        if (target instanceof ScoreTarget.Trace trace) {
            fields.put("traceId", trace.traceId());
        } else if (target instanceof ScoreTarget.Observation observation) {
            fields.put("traceId", observation.traceId());
            fields.put("observationId", observation.observationId());
        } else if (target instanceof ScoreTarget.Session session) {
            fields.put("sessionId", session.sessionId());
        } else if (target instanceof ScoreTarget.DatasetRun run) {
            fields.put("datasetRunId", run.datasetRunId());
        }
        fields.put("name", score.name());
        fields.put("value", score.value().wireValue());
        fields.put("dataType", score.value().dataType().name());
        putIfGiven(fields, "comment", score.comment());
        putIfGiven(fields, "configId", score.configId());
        putIfGiven(fields, "environment", environment);
        putIfGiven(fields, "metadata", score.metadata());
        return fields;
    }

    private static void putIfGiven(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /** The body of a request; scores stand in it as they were encoded. */
    byte[] batch(List<QueuedScore> scores) {
        int size = BATCH_BYTES + sdk.length;
        for (QueuedScore score : scores) {
            size += score.bytes();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(size);
        out.writeBytes(START);
        for (int i = 0; i < scores.size(); i++) {
            QueuedScore score = scores.get(i);
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(EVENT);
            out.writeBytes(ascii(score.eventId()));
            out.writeBytes(TYPE);
            out.writeBytes(ascii(score.timestamp()));
            out.writeBytes(BODY);
            out.writeBytes(score.body());
            out.write('}');
        }
        out.writeBytes(METADATA);
        out.writeBytes(ascii(Integer.toString(scores.size())));
        out.writeBytes(sdk);
        return out.toByteArray();
    }

    /** In milliseconds, as the platform keeps it. */
    static String timestamp(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
