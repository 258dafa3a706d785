package dev.vitrine.reactor.experiment;

import dev.vitrine.json.JsonEncoder;
import dev.vitrine.json.JsonValue;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Links traces to items of datasets. */
final class RunLinks {
    private static final int ANSWER_BYTES = 1024 * 1024;
    private final ApiExchange api;

    RunLinks(ApiExchange api) {
        this.api = api;
    }

    /** Makes the link, and the run with its first one. Emits the run's id; empty where the platform names none. */
    Mono<String> link(Link link) {
        return Mono.defer(() -> api.exchange(
                        ApiRequest.post("/api/public/dataset-run-items")
                                .json(JsonEncoder.lenient().encode(link.body()))
                                .repeatable(true) // of two for one item and run the platform shows one
                                .maxAnswerBytes(ANSWER_BYTES)
                                .build(),
                        answer -> JsonValue.ofBytes(answer).at("/datasetRunId")))
                .mapNotNull(id -> id.as(String.class))
                .filter(id -> !id.isEmpty())
                .checkpoint("Link of dataset item " + link.itemId() + " to its run [ExperimentClient]");
    }

    /** @param observationId null to link the trace as a whole */
    record Link(
            RunSpec run,
            String itemId,
            String traceId,
            @Nullable String observationId,
            @Nullable Instant datasetVersion) {
        Map<String, Object> body() {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("runName", run.name());
            put(body, "runDescription", run.description());
            put(body, "metadata", run.metadata());
            body.put("datasetItemId", itemId);
            body.put("traceId", traceId);
            put(body, "observationId", observationId);
            put(body, "datasetVersion", datasetVersion);
            return body;
        }

        private static void put(Map<String, Object> body, String name, @Nullable Object value) {
            if (value != null) {
                body.put(name, value);
            }
        }
    }
}
