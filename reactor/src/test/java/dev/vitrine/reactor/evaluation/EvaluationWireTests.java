package dev.vitrine.reactor.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.VitrineException;
import dev.vitrine.evaluation.BatchEvaluationResult;
import dev.vitrine.evaluation.BatchEvaluationResumeToken;
import dev.vitrine.evaluation.EvaluationScope;
import dev.vitrine.evaluation.ItemFilter;
import dev.vitrine.evaluation.PageOrder;
import dev.vitrine.experiment.EvaluationInput;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.http.ApiRequest;
import dev.vitrine.reactor.score.ScoreFacet;
import dev.vitrine.reactor.testing.ScriptedApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What is asked of the server, and what is made of its answers; in virtual time. */
class EvaluationWireTests {
    private static final String TRACES = "/api/public/traces";
    private static final String V2 = "/api/public/v2/observations";
    private static final String NONE = "{\"data\":[],\"meta\":{}}";
    private static final ApiException GONE = new ApiException.NotFound(
            "GET /api/public/traces failed with 404: This endpoint is not available on deployments running in Langfuse"
                    + " v4 events_only mode.",
            new ApiException.Details(404, "GET /api/public/traces", null, "", null));

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

    @AfterEach
    void stopTime() {
        time.dispose();
    }

    private EvaluationClient client(ScriptedApi api) {
        return EvaluationFacet.client(api, ScoreFacet.silent(Mono.empty()), time);
    }

    private static BatchEvaluation<TraceView> traces() {
        return BatchEvaluation.ofTraces(Mapping.whole()).evaluator("e", input -> Mono.empty());
    }

    private static Map<String, String> query(ApiRequest request) {
        return request.query().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private BatchEvaluationResult run(ScriptedApi api, BatchEvaluation<?> evaluation) {
        return Objects.requireNonNull(client(api).run(evaluation).block(Duration.ofSeconds(10)));
    }

    @Test
    void traces_firstRequest_asksOldestFirstAndForTheFieldsThatAreNeeded() {
        ScriptedApi api = new ScriptedApi(request -> Mono.just(NONE));
        run(api, traces());
        run(api, traces().pageSize(7).fields("core", "io", "metrics").filter("[]"));
        assertThat(api.requests().get(0).template()).isEqualTo(TRACES);
        assertThat(query(api.requests().get(0)))
                .isEqualTo(Map.of("page", "1", "limit", "50", "fields", "core,io", "orderBy", "timestamp.asc"));
        assertThat(query(api.requests().get(1))).containsEntry("limit", "7").containsEntry("fields", "core,io,metrics");
    }

    @Test
    void traces_resumed_addsTheTimeToTheFilterAndPassesOverKnownIds() {
        List<String> seen = new ArrayList<>();
        ScriptedApi api = new ScriptedApi(request -> Mono.just("{\"data\":["
                + "{\"id\":\"a\",\"timestamp\":\"2026-11-01T10:00:00.000Z\"},"
                + "{\"id\":\"b\",\"timestamp\":\"2026-11-01T10:00:00.000Z\"}],\"meta\":{\"totalItems\":2}}"));
        run(
                api,
                BatchEvaluation.ofTraces(trace -> {
                            seen.add(trace.id());
                            return Mono.just(EvaluationInput.of(1, 1));
                        })
                        .evaluator("e", input -> Mono.empty())
                        .filter(ItemFilter.all().isNull("userId"))
                        .resumeFrom(BatchEvaluationResumeToken.of(
                                EvaluationScope.TRACES, null, "2026-11-01T10:00:00+00:00", "a", 1)));
        assertThat(seen).containsExactly("b");
        assertThat(query(api.requests().get(0)).get("filter"))
                .isEqualTo("[{\"type\":\"null\",\"column\":\"userId\",\"operator\":\"is null\",\"value\":\"\"},"
                        + "{\"type\":\"datetime\",\"column\":\"timestamp\",\"operator\":\">=\","
                        + "\"value\":\"2026-11-01T10:00:00Z\"}]");
    }

    @Test
    void observations_resumed_lookAtWhatIsOlder() {
        ScriptedApi api = new ScriptedApi(request -> Mono.just(NONE));
        run(
                api,
                BatchEvaluation.ofObservations(Mapping.whole())
                        .evaluator("e", input -> Mono.empty())
                        .resumeFrom(BatchEvaluationResumeToken.of(
                                EvaluationScope.OBSERVATIONS, null, "2026-11-01T10:00:00Z", "a", 1)));
        assertThat(api.requests().get(0).template()).isEqualTo("/api/public/observations");
        assertThat(query(api.requests().get(0)))
                .doesNotContainKeys("orderBy", "fields")
                .containsEntry(
                        "filter",
                        "[{\"type\":\"datetime\",\"column\":\"startTime\",\"operator\":\"<\","
                                + "\"value\":\"2026-11-01T10:00:00.001Z\"}]");
    }

    @Test
    void auto_v1IsGone_takesV2AndRemembers() {
        ScriptedApi api = new ScriptedApi(request -> request.template().equals(V2)
                ? Mono.just("{\"data\":[{\"id\":\"o\",\"traceId\":\"t\",\"startTime\":\"2026-11-01T10:00:00.000Z\","
                        + "\"name\":\"root\",\"userId\":\"\",\"input\":\"{\\\"q\\\":1}\",\"output\":\"plain, 1\"}],"
                        + "\"meta\":{}}")
                : Mono.error(GONE));
        EvaluationClient client = client(api);
        List<TraceView> seen = new ArrayList<>();
        BatchEvaluation<TraceView> evaluation = BatchEvaluation.ofTraces(Mapping.<TraceView>of(trace -> {
                    seen.add(trace);
                    return EvaluationInput.of(trace.input(), trace.output());
                }))
                .evaluator("e", input -> Mono.empty())
                .filter(ItemFilter.all().isNotNull("timestamp").isNotNull("id"));
        client.run(evaluation).block(Duration.ofSeconds(10));
        client.run(evaluation).block(Duration.ofSeconds(10));
        assertThat(api.requests()).extracting(ApiRequest::template).containsExactly(TRACES, V2, V2);
        assertThat(query(api.requests().get(1)))
                .containsEntry("isRootObservation", "true")
                .containsEntry("fields", "core,basic,io,metadata,trace_context")
                .hasEntrySatisfying(
                        "filter",
                        filter -> assertThat(filter)
                                .contains("\"column\":\"startTime\"", "\"column\":\"traceId\"")
                                .doesNotContain("timestamp"));
        TraceView trace = seen.get(0);
        assertThat(trace.id()).isEqualTo("t");
        assertThat(trace.userId()).isNull();
        assertThat(trace.input().asMap()).isEqualTo(Map.of("q", 1));
        assertThat(trace.output().as(String.class)).isEqualTo("plain, 1");
    }

    @Test
    void auto_bothAreGone_explains() {
        ScriptedApi api = new ScriptedApi(request -> Mono.error(
                request.template().equals(V2)
                        ? new ApiException.NotFound(
                                "The observations v2 API is only available in a Langfuse v4 write mode",
                                new ApiException.Details(404, "GET " + V2, null, "", null))
                        : GONE));
        StepVerifier.create(client(api).run(traces()))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(VitrineException.class)
                        .hasMessageContaining("events_only mode")
                        .hasMessageContaining("observations v2 API")
                        .hasMessageContaining("ALLOW_PREVIEW_OPT_IN"));
        StepVerifier.create(client(api).run(traces().generation(ServerGeneration.PAGES)))
                .verifyError(ApiException.NotFound.class);
    }

    @Test
    void v2_severalRootsOfOneTrace_areOneItem() {
        AtomicInteger page = new AtomicInteger();
        ScriptedApi api = new ScriptedApi(request -> {
            int number = page.incrementAndGet();
            String row = "{\"id\":\"o" + number + "\",\"traceId\":\"t" + Math.min(number, 2)
                    + "\",\"startTime\":\"2026-11-01T10:00:0" + (9 - number) + ".000Z\"}";
            return Mono.just(
                    "{\"data\":[" + row + "],\"meta\":{" + (number < 4 ? "\"cursor\":\"c" + number + "\"" : "") + "}}");
        });
        BatchEvaluationResult result =
                run(api, traces().generation(ServerGeneration.CURSOR).pageSize(1));
        assertThat(result.totalItemsProcessed()).isEqualTo(2);
        assertThat(api.requests())
                .extracting(request -> String.valueOf(query(request).get("cursor")))
                .containsExactly("null", "c1", "c2", "c3");
    }

    @Test
    void fetch_failsAndRecovers_waitsLongerEachTime() {
        AtomicInteger calls = new AtomicInteger();
        ScriptedApi api = new ScriptedApi(request -> switch (calls.incrementAndGet()) {
            case 1 -> Mono.error(ScriptedApi.failure(0));
            case 2 ->
                Mono.error(new ApiException.Conflict(
                        "conflict", new ApiException.Details(409, "GET " + TRACES, null, "", null)));
            case 3 -> Mono.error(ScriptedApi.failure(429, Duration.ofSeconds(17)));
            default -> Mono.just(NONE);
        });
        StepVerifier.create(client(api).run(traces()))
                .then(() -> waits(calls, 1, Duration.ofMillis(800), Duration.ofMillis(1200)))
                // each pause may have begun while the one before was still waited for
                .then(() -> waits(calls, 2, Duration.ofMillis(1200), Duration.ofMillis(2400)))
                .then(() -> waits(calls, 3, Duration.ofMillis(15_700), Duration.ofSeconds(17)))
                .assertNext(result -> assertThat(result.completed()).isTrue())
                .verifyComplete();
        assertThat(calls).hasValue(4);
        assertThat(api.requests())
                .allSatisfy(
                        request -> assertThat(request.maxRetries().orElse(-1)).isZero());
    }

    private void waits(AtomicInteger calls, int before, Duration shortest, Duration longest) {
        time.advanceTimeBy(shortest.minusMillis(1));
        assertThat(calls).hasValue(before);
        time.advanceTimeBy(longest.minus(shortest).plusMillis(1));
        assertThat(calls).hasValue(before + 1);
    }

    @Test
    void fetch_failsForGood_isIncompleteWithATokenFromTheStart() {
        ScriptedApi api = new ScriptedApi(request -> Mono.error(ScriptedApi.failure(503)));
        StepVerifier.create(client(api).run(traces()))
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(20)))
                .assertNext(result -> {
                    assertThat(result.completed()).isFalse();
                    assertThat(result.hasMoreItems()).isTrue();
                    BatchEvaluationResumeToken token = Objects.requireNonNull(result.resumeToken());
                    assertThat(token.lastProcessedTimestamp()).isEmpty();
                    assertThat(token.lastProcessedId()).isEmpty();
                    assertThat(token.itemsProcessed()).isZero();
                })
                .verifyComplete();
        assertThat(api.requests()).hasSize(4);
    }

    @Test
    void fetch_isRefused_isAnErrorAtOnce() {
        for (int status : new int[] {400, 401}) {
            ScriptedApi api = new ScriptedApi(request -> Mono.error(ScriptedApi.failure(status)));
            StepVerifier.create(client(api).run(traces())).verifyError(ApiException.class);
            assertThat(api.requests()).hasSize(1);
        }
    }

    @Test
    void fetch_serverOverlooksTheOrder_isAnErrorAndNoLoop() {
        ScriptedApi api = new ScriptedApi(request -> Mono.just("{\"data\":["
                + "{\"id\":\"b\",\"timestamp\":\"2026-11-01T10:00:01.000Z\"},"
                + "{\"id\":\"a\",\"timestamp\":\"2026-11-01T10:00:00.000Z\"}]}"));
        StepVerifier.create(client(api).run(traces()))
                .verifyErrorSatisfies(error -> assertThat(error).hasMessageContaining("does not heed orderBy"));
    }

    @Test
    void resume_tokensThatDoNotFitTheServer_areExplained() {
        ScriptedApi api = new ScriptedApi(request -> Mono.just(NONE));
        BatchEvaluationResumeToken traces =
                BatchEvaluationResumeToken.of(EvaluationScope.TRACES, null, "2026-11-01T10:00:00Z", "a", 1);
        StepVerifier.create(client(api)
                        .run(traces().generation(ServerGeneration.CURSOR)
                                .resumeFrom(traces.withOrder(PageOrder.OLDEST_FIRST))))
                .verifyErrorSatisfies(error -> assertThat(error).hasMessageContaining("newest first only"));
        BatchEvaluationResumeToken observations =
                BatchEvaluationResumeToken.of(EvaluationScope.OBSERVATIONS, null, "2026-11-01T10:00:00Z", "a", 1);
        StepVerifier.create(client(api)
                        .run(BatchEvaluation.ofObservations(Mapping.whole())
                                .evaluator("e", input -> Mono.empty())
                                .resumeFrom(observations.withOrder(PageOrder.OLDEST_FIRST))))
                .verifyErrorSatisfies(error -> assertThat(error).hasMessageContaining("withOrder(NEWEST_FIRST)"));
        run(api, traces().resumeFrom(traces.withOrder(PageOrder.NEWEST_FIRST)));
        assertThat(query(api.requests().get(0)))
                .containsEntry("orderBy", "timestamp.desc")
                .hasEntrySatisfying("filter", filter -> assertThat(filter).contains("\"operator\":\"<\""));
    }

    @Test
    void observation_withoutTrace_failsBeforeItIsJudged() {
        ScriptedApi api = new ScriptedApi(request ->
                Mono.just("{\"data\":[{\"id\":\"o\",\"traceId\":null,\"startTime\":\"2026-11-01T10:00:00.000Z\"}]}"));
        List<EvaluationInput> judged = new ArrayList<>();
        BatchEvaluationResult result =
                run(api, BatchEvaluation.ofObservations(Mapping.whole()).evaluator("e", input -> {
                    judged.add(input);
                    return Mono.empty();
                }));
        assertThat(judged).isEmpty();
        assertThat(result.failedItemIds()).containsExactly("o");
        assertThat(result.errorSummary()).containsEntry("IllegalStateException", 1L);
    }
}
