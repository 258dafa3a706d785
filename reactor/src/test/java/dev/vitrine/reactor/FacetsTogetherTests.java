package dev.vitrine.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.WriteMode;
import dev.vitrine.prompt.NewPrompt;
import dev.vitrine.reactor.http.ApiRequest;
import dev.vitrine.reactor.testing.Platform;
import dev.vitrine.score.Score;
import dev.vitrine.score.ScoreId;
import dev.vitrine.trace.LangfuseAttributes;
import dev.vitrine.trace.ObservationSpec;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

/** Scores, prompts and tracing of one client know of one another. */
class FacetsTogetherTests {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @RegisterExtension
    final Platform platform = new Platform(builder -> builder.writeMode(WriteMode.DUAL));

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();

    @Test
    void scoreCurrentObservation_insideObserve_isOfThatObservation() {
        LangfuseClient client = platform.client(
                builder -> builder.tracing(tracing -> tracing.exporter(exported).environment("staging")));
        client.tracing()
                .observe(
                        "answer",
                        observation -> client.scores()
                                .scoreCurrentObservation(
                                        Score.numeric("relevance", 0.9).id("current"))
                                .thenReturn("done"))
                .block(LONGEST);
        client.scores().flush().block(LONGEST);

        SpanData span = onlySpan(client);
        var score = Objects.requireNonNull(client.api()
                .exchange(ApiRequest.get("/api/public/v2/scores/{id}")
                        .path("id", "current")
                        .build())
                .block(LONGEST));
        assertThat(score.at("/traceId").as(String.class)).isEqualTo(span.getTraceId());
        assertThat(score.at("/observationId").as(String.class)).isEqualTo(span.getSpanId());
        assertThat(score.at("/environment").as(String.class)).isEqualTo("staging");
    }

    @Test
    void scores_ofAHeldObservation_areOfItAndOfItsTrace() {
        LangfuseClient client = platform.client(builder -> builder.tracing(tracing -> tracing.exporter(exported)));
        List<ScoreId> ids = Objects.requireNonNull(client.tracing()
                .observe(
                        "answer",
                        observation -> Mono.zip(
                                client.scores()
                                        .scoreObservation(
                                                observation,
                                                Score.bool("ok", true).id("own")),
                                client.scores()
                                        .scoreTrace(
                                                observation,
                                                Score.bool("all", true).id("trace")),
                                List::of))
                .block(LONGEST));
        client.scores().flush().block(LONGEST);

        assertThat(ids).extracting(ScoreId::value).containsExactly("own", "trace");
        SpanData span = onlySpan(client);
        assertThat(read(client, "own", "/observationId")).isEqualTo(span.getSpanId());
        assertThat(read(client, "trace", "/observationId")).isNull();
        assertThat(read(client, "trace", "/traceId")).isEqualTo(span.getTraceId());
    }

    @Test
    void scores_ofATraceThatIsNotSampled_areNotSent() {
        LangfuseClient client = platform.client(
                builder -> builder.tracing(tracing -> tracing.exporter(exported).sampleRate(0)));
        client.tracing()
                .observe(
                        "answer",
                        observation -> client.scores()
                                .scoreCurrentTrace(Score.numeric("relevance", 0.9))
                                .thenReturn("done"))
                .block(LONGEST);
        client.scores().flush().block(LONGEST);

        assertThat(platform.server().scoreCount()).isZero();
    }

    @Test
    void prompt_givenToAGeneration_isLinked() {
        LangfuseClient client = platform.client(builder -> builder.tracing(tracing -> tracing.exporter(exported)));
        client.prompts()
                .create(NewPrompt.text("critic", "Judge {{film}}").labels("production"))
                .flatMap(created -> client.prompts().text("critic"))
                .flatMap(prompt -> client.tracing()
                        .observe(
                                ObservationSpec.generation("judge")
                                        .prompt(prompt.link().orElse(null)),
                                observation -> Mono.just("fine")))
                .block(LONGEST);

        SpanData span = onlySpan(client);
        assertThat(span.getAttributes().get(AttributeKey.stringKey(LangfuseAttributes.OBSERVATION_PROMPT_NAME)))
                .isEqualTo("critic");
        assertThat(span.getAttributes().get(AttributeKey.longKey(LangfuseAttributes.OBSERVATION_PROMPT_VERSION)))
                .isEqualTo(1);
    }

    private SpanData onlySpan(LangfuseClient client) {
        client.tracing().flush().block(LONGEST);
        assertThat(exported.getFinishedSpanItems()).hasSize(1);
        return exported.getFinishedSpanItems().get(0);
    }

    private static @org.jspecify.annotations.Nullable String read(LangfuseClient client, String id, String pointer) {
        return Objects.requireNonNull(client.api()
                        .exchange(ApiRequest.get("/api/public/v2/scores/{id}")
                                .path("id", id)
                                .build())
                        .block(LONGEST))
                .at(pointer)
                .as(String.class);
    }
}
