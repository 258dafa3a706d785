package dev.vitrine.reactor.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.WriteMode;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.json.JsonValue;
import dev.vitrine.reactor.ClientDisabledException;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.http.ApiRequest;
import dev.vitrine.reactor.testing.Platform;
import dev.vitrine.score.Score;
import dev.vitrine.score.ScoreId;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Scores from the client to the embedded platform and back. */
class ScoreFlowTests {
    @RegisterExtension
    final Platform platform = new Platform(builder -> builder.writeMode(WriteMode.DUAL));

    @Test
    void createAndAwait_everyKind_isReadBack() {
        ScoreClient scores = platform.client().scores();
        Flux<ScoreId> all = Flux.just(
                        Score.numeric("n", 0.25)
                                .trace("t1")
                                .id("a")
                                .comment("why")
                                .metadata(Map.of("k", 1)),
                        Score.bool("b", true).observation("t1", "o1").id("b"),
                        Score.categorical("c", "good").session("s1").id("c"),
                        Score.text("t", "fine").datasetRun("r1").id("d"),
                        Score.correction("better").trace("t1").id("e"))
                .concatMap(scores::createAndAwait, 1);
        StepVerifier.create(all.map(ScoreId::value))
                .expectNext("a", "b", "c", "d", "e")
                .verifyComplete();

        JsonValue read = call(ApiRequest.get("/api/public/v3/scores")
                .query("fields", "core,details,subject")
                .query("id", "a,b,c,d,e"));
        Map<Object, Map<?, ?>> byId = new java.util.HashMap<>();
        for (Object row : (Iterable<?>) Objects.requireNonNull(read.asMap().get("data"))) {
            byId.put(Objects.requireNonNull(((Map<?, ?>) row).get("id")), (Map<?, ?>) row);
        }
        assertThat(byId).hasSize(5);
        assertThat(field(byId, "a", "value")).isEqualTo(0.25);
        assertThat(field(byId, "a", "comment")).isEqualTo("why");
        assertThat(field(byId, "a", "metadata")).isEqualTo(Map.of("k", 1));
        assertThat(field(byId, "b", "value")).isEqualTo(true);
        assertThat(field(byId, "b", "subject")).isEqualTo(Map.of("kind", "observation", "id", "o1", "traceId", "t1"));
        assertThat(field(byId, "c", "subject")).isEqualTo(Map.of("kind", "session", "id", "s1"));
        assertThat(field(byId, "d", "dataType")).isEqualTo("TEXT");
        assertThat(field(byId, "d", "subject")).isEqualTo(Map.of("kind", "experiment", "id", "r1"));
        assertThat(field(byId, "e", "name")).isEqualTo("output");
        assertThat(call(ApiRequest.get("/api/public/v2/scores/{id}").path("id", "b"))
                        .at("/stringValue")
                        .as(String.class))
                .isEqualTo("True");
    }

    @Test
    void createAndAwait_sameIdAgain_overwrites() {
        ScoreClient scores = platform.client().scores();
        scores.createAndAwait(Score.numeric("n", 1).trace("t").id("same")).block(Duration.ofSeconds(10));
        scores.createAndAwait(Score.numeric("n", 2).trace("t").id("same")).block(Duration.ofSeconds(10));
        assertThat(platform.server().scoreCount()).isEqualTo(1);
        assertThat(platform.server().scoreWrites()).isEqualTo(2);
    }

    @Test
    void close_fiftyScoresQueued_allReachThePlatformAndLaterOnesAreRefused() {
        LangfuseClient client = platform.client(builder -> {});
        Flux.range(0, 50)
                .concatMap(i -> client.scores().create(Score.numeric("n", i).trace("t")), 1)
                .blockLast(Duration.ofSeconds(10));
        client.disposeLater().block(Duration.ofSeconds(10));
        client.disposeLater().block(Duration.ofSeconds(10));
        assertThat(platform.server().scoreCount()).isEqualTo(50);
        StepVerifier.create(client.scores().create(Score.numeric("late", 1).trace("t")))
                .verifyComplete();
        StepVerifier.create(
                        client.scores().createAndAwait(Score.numeric("late", 1).trace("t")))
                .verifyError(ScoreException.class);
        assertThat(platform.server().scoreCount()).isEqualTo(50);
    }

    @Test
    void create_platformIsDownForAWhile_arrivesAfterwards() {
        platform.server()
                .faults()
                .on(Route.INGESTION, fault -> fault.status(503).times(2));
        LangfuseClient client = platform.client(
                builder -> builder.scoreQueue(options -> options.backoff(Duration.ofMillis(5), Duration.ofMillis(10))));
        Flux.range(0, 40)
                .concatMap(i -> client.scores().create(Score.numeric("n", i).trace("t")), 1)
                .blockLast(Duration.ofSeconds(10));
        client.scores().flush().block(Duration.ofSeconds(20));
        assertThat(platform.server().scoreCount()).isEqualTo(40);
        assertThat(platform.server().scoreWrites()).isEqualTo(40);
        assertThat(platform.server().requests().count(Route.INGESTION)).isEqualTo(5);
        assertThat(platform.server().requests().maxConcurrent(Route.INGESTION)).isEqualTo(1);
    }

    @Test
    void create_noBatchEndpoint_takesTheSingleOne() {
        platform.server().faults().on(Route.INGESTION, fault -> fault.status(404));
        ScoreClient scores = platform.client().scores();
        StepVerifier.create(
                        scores.createAndAwait(Score.bool("b", true).trace("t").id("one")))
                .expectNext(new ScoreId("one"))
                .verifyComplete();
        StepVerifier.create(scores.createAndAwait(Score.bool("b", true).trace("t")))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(platform.server().requests().count(Route.INGESTION)).isEqualTo(1);
        assertThat(platform.server().requests().count(Route.SCORE_CREATE)).isEqualTo(2);
    }

    @Test
    void createAndAwait_halfAnAnswer_isRepeatedWithoutDoubling() {
        platform.server()
                .faults()
                .on(
                        Route.INGESTION,
                        fault -> fault.body("application/json", "{\"successes\":[{\"id")
                                .status(207)
                                .times(1));
        LangfuseClient client = platform.client(
                builder -> builder.scoreQueue(options -> options.backoff(Duration.ofMillis(5), Duration.ofMillis(10))));
        StepVerifier.create(client.scores().createAndAwait(Score.numeric("n", 1).trace("t")))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(platform.server().scoreCount()).isEqualTo(1);
    }

    @Test
    void createAndAwait_wrongKeys_signalsWhy() {
        LangfuseClient other = platform.client(builder -> builder.secretKey("sk-lf-wrong"));
        StepVerifier.create(other.scores().createAndAwait(Score.numeric("n", 1).trace("t")))
                .verifyErrorSatisfies(failure -> {
                    assertThat(((ScoreException) failure).status()).isEqualTo(401);
                    assertThat(failure).hasMessageNotContaining("sk-lf-wrong");
                });
    }

    @Test
    void withoutKeysOrTracing_scoresAreSilent() {
        LangfuseClient disabled = LangfuseClient.builder()
                .environmentVariables(name -> null)
                .baseUrl(platform.server().baseUrl())
                .build();
        StepVerifier.create(disabled.scores().create(Score.numeric("n", 1).trace("t")))
                .verifyComplete();
        StepVerifier.create(
                        disabled.scores().createAndAwait(Score.numeric("n", 1).trace("t")))
                .verifyError(ClientDisabledException.class);
        StepVerifier.create(disabled.prompts().text("p", query -> query.fallback("spare")))
                .verifyError(ClientDisabledException.class);
        LangfuseClient untraced = platform.client(builder ->
                builder.environmentVariables(name -> name.equals("LANGFUSE_TRACING_ENABLED") ? "False" : null));
        StepVerifier.create(
                        untraced.scores().createAndAwait(Score.numeric("n", 1).trace("t")))
                .verifyComplete();
        assertThat(platform.server().requests().count(Route.INGESTION)).isZero();
        disabled.disposeLater().block(Duration.ofSeconds(5));
    }

    @Test
    void environment_settingsFromOutside_shapeTheBatches() {
        LangfuseClient client = platform.client(builder -> builder.environmentVariables(name -> switch (name) {
            case "LANGFUSE_FLUSH_AT" -> "2";
            case "LANGFUSE_FLUSH_INTERVAL" -> "30.5";
            case "LANGFUSE_TRACING_ENVIRONMENT" -> "staging";
            default -> null;
        }));
        Flux.range(0, 4)
                .concatMap(
                        i -> client.scores()
                                .create(Score.numeric("n", i).trace("t").id("s" + i)),
                        1)
                .blockLast(Duration.ofSeconds(10));
        client.scores().flush().block(Duration.ofSeconds(10));
        assertThat(platform.server().requests().count(Route.INGESTION)).isEqualTo(2);
        assertThat(call(ApiRequest.get("/api/public/v3/scores").query("environment", "staging"))
                        .at("/data/3/id")
                        .isNull())
                .isFalse();
    }

    private JsonValue call(ApiRequest.Builder request) {
        return Objects.requireNonNull(
                platform.client().api().exchange(request.build()).block(Duration.ofSeconds(10)));
    }

    private static Object field(Map<Object, Map<?, ?>> rows, String id, String name) {
        return Objects.requireNonNull(Objects.requireNonNull(rows.get(id)).get(name));
    }
}
