package dev.vitrine.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.prompt.NewPrompt;
import dev.vitrine.reactor.testing.Platform;
import dev.vitrine.reactor.trace.LangfuseContext;
import dev.vitrine.reactor.trace.Logs;
import dev.vitrine.score.Score;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Two projects in one service, whose requests say in the Context which one they are of. */
class TwoProjectsTests {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @RegisterExtension
    final Platform a = new Platform(builder -> builder.keys("pk-lf-a", "sk-lf-a"));

    @RegisterExtension
    final Platform b = new Platform(builder -> builder.keys("pk-lf-b", "sk-lf-b"));

    private final InMemorySpanExporter ofA = InMemorySpanExporter.create();
    private final InMemorySpanExporter ofB = InMemorySpanExporter.create();

    @BeforeEach
    void register() {
        for (Platform platform : new Platform[] {a, b}) {
            LangfuseClients.register(platform.client(
                    builder -> builder.tracing(tracing -> tracing.exporter(platform == a ? ofA : ofB))));
            platform.client()
                    .prompts()
                    .create(NewPrompt.text("critic", "of " + platform.server().publicKey())
                            .labels("production"))
                    .block(LONGEST);
        }
    }

    @AfterEach
    void shutDown() {
        LangfuseClients.shutdownAll().block(LONGEST);
    }

    @Test
    void requests_thatChooseAProject_reachItAlone() {
        Flux.range(0, 40)
                .flatMap(
                        i -> request()
                                .subscribeOn(Schedulers.parallel())
                                .contextWrite(LangfuseContext.withProject(i % 4 == 0 ? "pk-lf-a" : "pk-lf-b"))
                                .doOnNext(prompt ->
                                        assertThat(prompt).isEqualTo(i % 4 == 0 ? "of pk-lf-a" : "of pk-lf-b")),
                        8)
                .blockLast(LONGEST);
        flush("pk-lf-a");
        flush("pk-lf-b");

        assertThat(ofA.getFinishedSpanItems()).hasSize(10);
        assertThat(ofB.getFinishedSpanItems()).hasSize(30);
        assertThat(a.server().scoreCount()).isEqualTo(10);
        assertThat(b.server().scoreCount()).isEqualTo(30);
    }

    @Test
    void requests_thatChooseNone_sendNothing_andOneWarningSaysWhy() {
        long before = a.server().requests().count() + b.server().requests().count();
        try (Logs logs = Logs.capture()) {
            request()
                    .onErrorResume(ClientDisabledException.class, e -> Mono.just("none"))
                    .repeat(9)
                    .blockLast(LONGEST);
            assertThat(logs.warnings().stream().filter(line -> line.contains("withProject")))
                    .hasSize(1);
        }
        flush("pk-lf-a");
        flush("pk-lf-b");

        assertThat(ofA.getFinishedSpanItems()).isEmpty();
        assertThat(ofB.getFinishedSpanItems()).isEmpty();
        assertThat(a.server().requests().count() + b.server().requests().count())
                .isEqualTo(before);
        assertThat(a.server().requests().count(Route.INGESTION)).isZero();
    }

    private static Mono<String> request() {
        return LangfuseClients.get()
                .flatMap(client -> client.tracing()
                        .observe(
                                "answer",
                                observation -> client.scores()
                                        .scoreCurrentTrace(Score.bool("ok", true))
                                        .then(client.prompts()
                                                .text("critic")
                                                .map(prompt -> prompt.compile(java.util.Map.of())))));
    }

    private static void flush(String key) {
        LangfuseClients.get(key)
                .flatMap(client -> client.tracing().flush().then(client.scores().flush()))
                .block(LONGEST);
    }
}
