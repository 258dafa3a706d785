package dev.vitrine.reactor.experiment;

import dev.vitrine.experiment.ExperimentItemRecord;
import dev.vitrine.experiment.ExperimentSummary;
import dev.vitrine.json.JsonValue;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads experiments back. */
final class ExperimentReads {
    private static final String EXPERIMENTS = "/api/public/experiments";
    private static final String ITEMS = "/api/public/experiment-items";
    private final ApiExchange api;

    ExperimentReads(ApiExchange api) {
        this.api = api;
    }

    Flux<ExperimentSummary> list(ExperimentListQuery query) {
        return new CursorRead<>(cursor -> page(request(query, cursor), ReadRows::summary))
                .elements()
                .checkpoint("List of experiments [ExperimentClient]");
    }

    Flux<ExperimentItemRecord> items(ExperimentItemsQuery query) {
        return new CursorRead<>(cursor -> page(request(query, cursor), ReadRows::item))
                .elements()
                .checkpoint("Items of experiments [ExperimentClient]");
    }

    private <T> Mono<CursorRead.Page<T>> page(ApiRequest request, Function<JsonValue, T> reader) {
        return api.<CursorRead.Page<T>>exchange(request, json -> ReadRows.page(json, reader))
                .onErrorMap(ApiException.NotFound.class, ExperimentReads::notThere);
    }

    private static ApiRequest request(ExperimentListQuery query, @Nullable String cursor) {
        return ApiRequest.get(EXPERIMENTS)
                .query("fromStartTime", query.startedFrom())
                .query("toStartTime", query.startedBefore())
                .query("fields", query.fields())
                .query("limit", query.pageSize())
                .query("scoreLimit", query.scores() ? query.maxScores() : null)
                .query("id", ReadChecks.joined(query.ids()))
                .query("name", ReadChecks.joined(query.names()))
                .query("datasetId", ReadChecks.joined(query.datasetIds()))
                .query("cursor", cursor)
                .maxAnswerBytes(query.maxPageBytes())
                .build();
    }

    private static ApiRequest request(ExperimentItemsQuery query, @Nullable String cursor) {
        return ApiRequest.get(ITEMS)
                .query("fromStartTime", query.startedFrom())
                .query("toStartTime", query.startedBefore())
                .query("fields", query.fields())
                .query("limit", query.pageSize())
                .query("scoreLimit", query.scores() ? query.maxScores() : null)
                .query("experimentId", ReadChecks.joined(query.experimentIds()))
                .query("experimentName", ReadChecks.joined(query.experimentNames()))
                .query("experimentItemId", ReadChecks.joined(query.itemIds()))
                .query("datasetId", ReadChecks.joined(query.datasetIds()))
                .query("cursor", cursor)
                .maxAnswerBytes(query.maxPageBytes())
                .build();
    }

    /** These lists are never missing by name: a 404 means that the server as a whole does not have them. */
    private static ApiException notThere(ApiException.NotFound gone) {
        var details = new ApiException.Details(
                gone.status(),
                gone.endpoint(),
                gone.code().orElse(null),
                gone.bodyExcerpt(),
                gone.requestId().orElse(null));
        ApiException explained = new ApiException.NotFound(
                "This server cannot read experiments back: " + gone.getMessage()
                        + ". Servers have this from Langfuse v4 on, self-hosted ones unless they are started with"
                        + " LANGFUSE_MIGRATION_V4_ALLOW_PREVIEW_OPT_IN=false; on v3 upgrade, or read dataset runs by"
                        + " client.api(). Check also that baseUrl leads to the platform itself",
                details);
        explained.addSuppressed(gone);
        return explained;
    }
}
