package dev.vitrine.reactor.score;

import dev.vitrine.json.JsonEncoder;
import dev.vitrine.score.Score;
import dev.vitrine.score.ScoreId;
import dev.vitrine.score.ScoreTarget;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scores as the platform reads them. What is absent is left out. */
final class ScoreJson {
    /** More than what an event adds to its score, and a batch to its events. */
    static final int ENVELOPE_BYTES = 128;

    static final int BATCH_BYTES = 512;
    private static final int COMMON_BYTES = 180; // ids of 32 digits, and what is always there
    private static final byte[] ID = FlatObject.name("id");
    private static final byte[] TRACE_ID = FlatObject.name("traceId");
    private static final byte[] OBSERVATION_ID = FlatObject.name("observationId");
    private static final byte[] SESSION_ID = FlatObject.name("sessionId");
    private static final byte[] DATASET_RUN_ID = FlatObject.name("datasetRunId");
    private static final byte[] NAME = FlatObject.name("name");
    private static final byte[] VALUE = FlatObject.name("value");
    private static final byte[] DATA_TYPE = FlatObject.name("dataType");
    private static final byte[] COMMENT = FlatObject.name("comment");
    private static final byte[] CONFIG_ID = FlatObject.name("configId");
    private static final byte[] ENVIRONMENT = FlatObject.name("environment");
    private static final byte[] METADATA_OF = FlatObject.name("metadata");
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
        } catch (IllegalArgumentException e) {
            // half a surrogate pair in a text: slower, and never fails
            return JsonEncoder.lenient().encode(fields(score, target, id, environment));
        }
    }

    private static byte[] written(Score score, ScoreTarget target, ScoreId id, @Nullable String environment) {
        FlatObject json = new FlatObject(sizeOf(score, environment)).text(ID, id.value());
        if (target instanceof ScoreTarget.Trace trace) {
            json.text(TRACE_ID, trace.traceId());
        } else if (target instanceof ScoreTarget.Observation observation) {
            json.text(TRACE_ID, observation.traceId()).text(OBSERVATION_ID, observation.observationId());
        } else if (target instanceof ScoreTarget.Session session) {
            json.text(SESSION_ID, session.sessionId());
        } else if (target instanceof ScoreTarget.DatasetRun run) {
            json.text(DATASET_RUN_ID, run.datasetRunId());
        }
        json.text(NAME, score.name());
        Object value = score.value().wireValue();
        if (value instanceof String text) {
            json.text(VALUE, text);
        } else {
            json.json(VALUE, ascii(value.toString()));
        }
        json.text(DATA_TYPE, score.value().dataType().name());
        putIfGiven(json, COMMENT, score.comment());
        putIfGiven(json, CONFIG_ID, score.configId());
        putIfGiven(json, ENVIRONMENT, environment);
        if (score.metadata() != null) {
            json.json(METADATA_OF, JsonEncoder.lenient().encode(score.metadata()));
        }
        return json.end();
    }

    private static int sizeOf(Score score, @Nullable String environment) {
        return COMMON_BYTES
                + score.name().length()
                + (score.comment() == null ? 0 : score.comment().length() + COMMENT.length)
                + (environment == null ? 0 : environment.length() + ENVIRONMENT.length);
    }

    private static void putIfGiven(FlatObject json, byte[] name, @Nullable String value) {
        if (value != null) {
            json.text(name, value);
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
        byte[] out = new byte[size];
        int at = put(START, out, 0);
        ScoreTimes times = new ScoreTimes();
        for (QueuedScore score : scores) {
            if (at > START.length) {
                out[at++] = ',';
            }
            at = put(EVENT, out, at);
            at = put(ascii(score.eventId()), out, at);
            at = put(TYPE, out, at);
            at = put(times.of(score.timestamp()), out, at);
            at = put(BODY, out, at);
            at = put(score.body(), out, at);
            out[at++] = '}';
        }
        at = put(METADATA, out, at);
        at = put(ascii(Integer.toString(scores.size())), out, at);
        at = put(sdk, out, at);
        return Arrays.copyOf(out, at);
    }

    private static int put(byte[] part, byte[] into, int at) {
        System.arraycopy(part, 0, into, at, part.length);
        return at + part.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
