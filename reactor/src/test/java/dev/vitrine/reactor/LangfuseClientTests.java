package dev.vitrine.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.VitrineException;
import dev.vitrine.dataset.NewDatasetItem;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.media.Media;
import dev.vitrine.media.MediaId;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.http.ApiRequest;
import dev.vitrine.reactor.media.MediaTarget;
import dev.vitrine.reactor.testing.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class LangfuseClientTests {
    @RegisterExtension
    final Platform platform = new Platform();

    @Test
    void authCheck_validKeys_isTrue() {
        StepVerifier.create(platform.client().authCheck()).expectNext(true).verifyComplete();
    }

    @Test
    void authCheck_wrongKeys_signalsUnauthorized() {
        LangfuseClient other = platform.client(builder -> builder.secretKey("sk-lf-wrong"));

        StepVerifier.create(other.authCheck()).verifyError(ApiException.Unauthorized.class);
    }

    @Test
    void authCheck_noProject_saysSo() {
        platform.server().faults().on(Route.PROJECTS, fault -> fault.body("application/json", "{\"data\":[]}"));

        StepVerifier.create(platform.client().authCheck())
                .verifyErrorSatisfies(error ->
                        assertThat(error).isInstanceOf(VitrineException.class).hasMessageContaining("No project"));
    }

    @Test
    void projectId_concurrentAndLaterCallers_shareOneRequest() {
        Mono<String> projectId = platform.client().projectId();

        List<String> ids =
                Flux.range(0, 50).flatMap(caller -> projectId, 50).collectList().block(Duration.ofSeconds(5));

        assertThat(ids).hasSize(50).containsOnly(platform.server().projectId());
        StepVerifier.create(projectId).expectNextCount(1).verifyComplete();
        assertThat(platform.server().requests().count(Route.PROJECTS)).isEqualTo(1);
    }

    @Test
    void projectId_failure_isNotKept() {
        LangfuseClient client = platform.client(builder -> builder.maxRetries(0));
        platform.server().faults().on(Route.PROJECTS, fault -> fault.status(500).times(1));

        StepVerifier.create(client.projectId()).verifyError(ApiException.ServerError.class);
        StepVerifier.create(client.projectId())
                .expectNext(platform.server().projectId())
                .verifyComplete();
    }

    @Test
    void api_anyCall_emitsItsJson() {
        StepVerifier.create(platform.client()
                        .api()
                        .exchange(ApiRequest.get("/api/public/health").build()))
                .assertNext(health ->
                        assertThat(health.at("/status").as(String.class)).isEqualTo("OK"))
                .verifyComplete();
    }

    @Test
    void calls_withoutKeys_signalClientDisabled() {
        LangfuseClient disabled = LangfuseClient.builder()
                .environmentVariables(name -> null)
                .baseUrl(platform.server().baseUrl())
                .publicKey("pk-lf-only")
                .build();

        assertThat(disabled.isEnabled()).isFalse();
        StepVerifier.create(disabled.authCheck()).expectNext(false).verifyComplete();
        for (Mono<?> call : calls(disabled)) {
            StepVerifier.create(call)
                    .verifyErrorSatisfies(error -> assertThat(error)
                            .isInstanceOf(ClientDisabledException.class)
                            .hasMessageContaining("LANGFUSE_SECRET_KEY"));
        }
        StepVerifier.create(disabled.disposeLater()).verifyComplete();
        assertThat(platform.server().requests().count()).isZero();
    }

    @Test
    void calls_afterDisposal_signalIllegalState() {
        LangfuseClient client = platform.client(builder -> {});
        List<Mono<?>> madeBefore = calls(client);

        StepVerifier.create(client.disposeLater()).verifyComplete();
        StepVerifier.create(client.disposeLater()).verifyComplete();
        client.close();

        for (Mono<?> call : madeBefore) {
            StepVerifier.create(call).verifyError(IllegalStateException.class);
        }
        assertThat(platform.server().requests().count()).isZero();
    }

    @Test
    void disposeLater_callUnderWay_endsWithinTheTimeout() {
        LangfuseClient client = platform.client(builder -> builder.shutdownTimeout(Duration.ofMillis(200)));
        platform.server().faults().on(Route.OBJECT_PUT, fault -> fault.hang());
        Mono<?> upload = client.datasets()
                .create("d")
                .then(client.datasets().createItem("d", item -> item.input(Media.ofBytes(new byte[] {1, 2, 3}))));

        StepVerifier.create(upload.onErrorMap(error -> new VitrineException("ended", error)))
                .then(() -> client.disposeLater().block(Duration.ofSeconds(5)))
                .expectErrorMessage("ended")
                .verify(Duration.ofSeconds(10));
    }

    private static List<Mono<?>> calls(LangfuseClient client) {
        return List.of(
                client.projectId(),
                client.api().exchange(ApiRequest.get("/api/public/health").build()),
                client.api().stream(ApiRequest.get("/api/public/health").build())
                        .then(),
                client.datasets().create("d"),
                client.datasets().get("d"),
                client.datasets().list().then(),
                client.datasets().createItem("d", item -> item.input("x")),
                client.datasets().createItem("d", item -> item.input(Map.of("m", Media.ofFile(Path.of("/none"))))),
                client.datasets()
                        .createItems(Flux.just(NewDatasetItem.in("d").input(1).build()), 2)
                        .then(),
                client.datasets().items("d").then(),
                client.datasets().item("i"),
                client.datasets().deleteItem("i"),
                client.media().get(new MediaId("m")),
                client.media()
                        .upload(Media.ofBytes(new byte[] {1}), MediaTarget.trace("t", MediaTarget.TraceField.INPUT)));
    }
}
