package dev.vitrine.reactor.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.experiment.ExperimentItemRecord;
import dev.vitrine.experiment.ExperimentSummary;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.http.HttpRuntime;
import dev.vitrine.reactor.http.HttpSettings;
import dev.vitrine.reactor.http.HttpTimeouts;
import dev.vitrine.reactor.http.RetryPolicy;
import dev.vitrine.reactor.testing.FastTimer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** What the reads send, and what they make of answers of all kinds. */
class ExperimentReadWireTests {
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final Instant SINCE = Instant.parse("2026-11-01T00:00:00Z");
    private static final String ITEM = "{\"id\":\"o\",\"traceId\":\"t\",\"startTime\":\"2026-11-21T12:00:00.000Z\","
            + "\"endTime\":null,\"experimentId\":\"e\",\"experimentName\":\"n\",\"experimentItemId\":\"i\"";
    private final MockWebServer server = new MockWebServer();
    private final FastTimer timer = new FastTimer();
    private HttpRuntime http =
            HttpRuntime.create(HttpSettings.builder("http://unused").build());
    private ExperimentReads reads = new ExperimentReads(http.api());

    @BeforeEach
    void start() throws IOException {
        server.start();
        http.disposeLater().block(WAIT);
        http = HttpRuntime.create(HttpSettings.builder(server.url("/").toString())
                .basicAuth("pk", "sk-secret")
                .retry(RetryPolicy.DEFAULTS.withJitter(0))
                .timeouts(HttpTimeouts.DEFAULTS.withCall(Duration.ofHours(2))) // by the fast timer
                .timer(timer)
                .build());
        reads = new ExperimentReads(http.api());
    }

    @AfterEach
    void close() {
        http.disposeLater().block(WAIT);
        server.close();
    }

    @Test
    void list_query_isOnTheWire_alsoWithTheNextCursor() throws Exception {
        answer(200, page(summary("a"), "c/1=="));
        answer(200, page(summary("b"), null));
        Flux<ExperimentSummary> list = reads.list(new ExperimentListQuery.Builder(SINCE)
                .startedBefore(SINCE.plusSeconds(60))
                .ids("a", "b")
                .names("run – ü")
                .datasetIds("d")
                .metadata(false)
                .maxScores(3)
                .pageSize(7)
                .build());

        assertThat(list.map(ExperimentSummary::id).collectList().block(WAIT)).containsExactly("a", "b");
        String first = "/api/public/experiments?fromStartTime=2026-11-01T00%3A00%3A00Z"
                + "&toStartTime=2026-11-01T00%3A01%3A00Z&fields=core%2Cscores&limit=7&scoreLimit=3"
                + "&id=a%2Cb&name=run%20%E2%80%93%20%C3%BC&datasetId=d";
        assertThat(taken().getTarget()).isEqualTo(first);
        assertThat(taken().getTarget()).isEqualTo(first + "&cursor=c%2F1%3D%3D");
    }

    @Test
    void items_query_isOnTheWire() throws Exception {
        answer(200, page("", null));
        answer(200, page("", null));

        assertThat(items(new ExperimentItemsQuery.Builder(SINCE)
                        .experimentIds("e")
                        .experimentNames("n")
                        .itemIds("i", "j")
                        .datasetIds("d")))
                .isEmpty();
        assertThat(items(new ExperimentItemsQuery.Builder(SINCE)
                        .values(false)
                        .metadata(false)
                        .scores(false)))
                .isEmpty();
        assertThat(taken().getTarget())
                .isEqualTo("/api/public/experiment-items?fromStartTime=2026-11-01T00%3A00%3A00Z"
                        + "&fields=core%2Cdataset%2Cio%2Cmetadata%2CitemMetadata%2CexperimentMetadata%2Cscores"
                        + "&limit=50&scoreLimit=50&experimentId=e&experimentName=n&experimentItemId=i%2Cj&datasetId=d");
        assertThat(taken().getTarget())
                .isEqualTo("/api/public/experiment-items?fromStartTime=2026-11-01T00%3A00%3A00Z"
                        + "&fields=core%2Cdataset&limit=50");
    }

    @Test
    void answers_withLessOrMoreThanKnown_areRead() {
        answer(
                200,
                "{\"data\":[{\"id\":\"e\",\"name\":\"\",\"description\":null,\"later\":{\"x\":[1]},\"datasetId\":\"\","
                        + "\"startTime\":\"2026-11-21T12:00:00.000Z\",\"itemCount\":2,\"metadata\":null,"
                        + "\"scores\":[{\"name\":\"s\",\"dataType\":\"LATER\",\"value\":{\"a\":1},\"new\":1}]}],"
                        + "\"meta\":{\"later\":1},\"_deprecation\":{\"message\":\"x\"}}");
        answer(
                200,
                page(
                        ITEM + ",\"experimentItemVersion\":\"2026-11-20T12:00:00.123Z\",\"input\":\"{\\\"q\\\":1}\","
                                + "\"output\":\"plain, 1\",\"expectedOutput\":{\"a\":1},\"metadata\":{\"x.y\":1}}",
                        null));

        ExperimentSummary run = Objects.requireNonNull(
                reads.list(new ExperimentListQuery.Builder(SINCE).build()).blockLast(WAIT));
        assertThat(run.name()).isEmpty();
        assertThat(run.datasetId()).isNull();
        assertThat(run.endTime()).isNull();
        assertThat(run.scores()).singleElement().satisfies(score -> {
            assertThat(score.id()).isNull();
            assertThat(score.typedValue()).isEmpty();
            assertThat(score.value().toJson()).isEqualTo("{\"a\":1}");
        });
        ExperimentItemRecord item =
                items(new ExperimentItemsQuery.Builder(SINCE)).get(0);
        assertThat(item.itemVersion()).isEqualTo(Instant.parse("2026-11-20T12:00:00.123Z"));
        assertThat(item.input().at("/q").as(Integer.class)).isEqualTo(1);
        assertThat(item.output().as(String.class)).isEqualTo("plain, 1");
        assertThat(item.expectedOutput().toJson()).isEqualTo("{\"a\":1}");
        assertThat(item.itemMetadata().isNull()).isTrue();
        assertThat(item).hasToString("ExperimentItemRecord[n, i, trace t, null]");
    }

    @Test
    void page_tooManyRequests_waitsAsLongAsAsked_andGoesOnWithThatPage() throws Exception {
        answer(200, page(summary("a"), "c1"));
        server.enqueue(new MockResponse.Builder()
                .code(429)
                .setHeader("Retry-After", "7")
                .body("{\"message\":\"Rate limit exceeded\"}")
                .build());
        answer(200, page(summary("b"), null));

        StepVerifier.create(reads.list(new ExperimentListQuery.Builder(SINCE).build())
                        .map(ExperimentSummary::id))
                .expectNext("a", "b")
                .expectComplete()
                .verify(WAIT);
        assertThat(timer.delays()).containsExactly(Duration.ofSeconds(7));
        taken();
        assertThat(taken().getTarget()).endsWith("cursor=c1");
        assertThat(taken().getTarget()).endsWith("cursor=c1");
    }

    @Test
    void page_connectionBreaks_isRepeated() {
        server.enqueue(new MockResponse.Builder()
                .body(page(summary("x".repeat(100_000)), null))
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
        answer(200, page(summary("b"), null));

        assertThat(reads.list(new ExperimentListQuery.Builder(SINCE).build())
                        .map(ExperimentSummary::id)
                        .collectList()
                        .block(WAIT))
                .containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[{\"id\":\"e\"",
                "<html>welcome</html>",
                "null",
                "{\"meta\":{}}",
                "{\"data\":[null]}",
                "{\"data\":[{\"name\":\"n\",\"startTime\":\"2026-11-21T12:00:00Z\",\"itemCount\":1}]}",
                "{\"data\":[{\"id\":\"e\",\"startTime\":\"yesterday\",\"itemCount\":1}]}"
            })
    void page_malformed_failsAfterThePagesBefore(String body) {
        answer(200, page(summary("a"), "c1"));
        answer(200, body);

        StepVerifier.create(reads.list(new ExperimentListQuery.Builder(SINCE).build())
                        .map(ExperimentSummary::id))
                .expectNext("a")
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(ApiException.MalformedAnswer.class)
                        .hasMessageContaining("GET /api/public/experiments"))
                .verify(WAIT);
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html>not found</html>",
                "{\"message\":\"The experiment items API is only available in a Langfuse v4 write mode.\"}"
            })
    void server_withoutTheEndpoints_isExplained(String body) {
        answer(404, body);

        StepVerifier.create(reads.items(new ExperimentItemsQuery.Builder(SINCE).build()))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(ApiException.NotFound.class, gone -> {
                            assertThat(gone.status()).isEqualTo(404);
                            assertThat(gone.endpoint()).isEqualTo("GET /api/public/experiment-items");
                        })
                        .hasMessageContaining("cannot read experiments back")
                        .hasMessageContaining("from Langfuse v4 on")
                        .hasMessageContaining("LANGFUSE_MIGRATION_V4_ALLOW_PREVIEW_OPT_IN=false")
                        .hasMessageContaining("GET /api/public/experiment-items failed with 404"))
                .verify(WAIT);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void page_longerThanAllowed_saysWhatToDo() {
        answer(200, page(summary("x".repeat(2_000)), null));

        StepVerifier.create(reads.list(new ExperimentListQuery.Builder(SINCE)
                        .maxPageBytes(1_000)
                        .build()))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(ApiException.MalformedAnswer.class)
                        .hasMessageContaining("smaller page"))
                .verify(WAIT);
    }

    private List<ExperimentItemRecord> items(ExperimentItemsQuery.Builder query) {
        return Objects.requireNonNull(reads.items(query.build()).collectList().block(WAIT));
    }

    private static String summary(String id) {
        return "{\"id\":\"" + id + "\",\"name\":\"n\",\"startTime\":\"2026-11-21T12:00:00.000Z\",\"itemCount\":1}";
    }

    private static String page(String row, @Nullable String cursor) {
        return "{\"data\":[" + row + "],\"meta\":{" + (cursor == null ? "" : "\"cursor\":\"" + cursor + "\"") + "}}";
    }

    private void answer(int status, String body) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }

    private RecordedRequest taken() throws InterruptedException {
        return Objects.requireNonNull(server.takeRequest(20, TimeUnit.SECONDS));
    }
}
