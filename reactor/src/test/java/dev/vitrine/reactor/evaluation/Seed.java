package dev.vitrine.reactor.evaluation;

import dev.vitrine.json.JsonEncoder;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.http.ApiRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Puts traces on a platform, as an exporter would. */
final class Seed {
    static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
    private static final long NANOS = 1_000_000_000L;
    private final LangfuseClient client;

    Seed(LangfuseClient client) {
        this.client = client;
    }

    static String traceId(int number) {
        return String.format(java.util.Locale.ROOT, "%032x", number + 1);
    }

    /** Traces have one observation each, so that its id tells the trace. */
    static String observationId(int number) {
        return String.format(java.util.Locale.ROOT, "%016x", number + 1);
    }

    record Row(int number, Instant start, Map<String, String> attributes) {
        static Row at(int number, Instant start) {
            return new Row(
                    number,
                    start,
                    Map.of(
                            "langfuse.observation.input", "{\"question\":\"q" + number + "\"}",
                            "langfuse.observation.output", "answer " + number,
                            "langfuse.observation.metadata", "{\"expected\":\"answer " + number + "\"}"));
        }
    }

    Mono<Void> add(List<Row> rows) {
        List<Object> spans = new ArrayList<>();
        for (Row row : rows) {
            long nanos = row.start.getEpochSecond() * NANOS + row.start.getNano();
            List<Object> attributes = new ArrayList<>();
            row.attributes.forEach(
                    (key, value) -> attributes.add(Map.of("key", key, "value", Map.of("stringValue", value))));
            spans.add(Map.of(
                    "traceId", traceId(row.number),
                    "spanId", observationId(row.number),
                    "name", "item " + row.number,
                    "startTimeUnixNano", Long.toString(nanos),
                    "endTimeUnixNano", Long.toString(nanos + NANOS),
                    "attributes", attributes));
        }
        Map<String, Object> export =
                Map.of("resourceSpans", List.of(Map.of("scopeSpans", List.of(Map.of("spans", spans)))));
        return client.api()
                .exchange(ApiRequest.post("/api/public/otel/v1/traces")
                        .json(JsonEncoder.strict().encode(export))
                        .build())
                .then();
    }

    void addNow(List<Row> rows) {
        add(rows).block(Duration.ofSeconds(20));
    }
}
