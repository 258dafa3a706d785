package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.Eventually;
import dev.vitrine.embedded.support.LeakGuard;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@ExtendWith(LeakGuard.class)
class LifecycleTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path directory = Path.of(".");

    private static EmbeddedLangfuse started(Mono<EmbeddedLangfuse> start) {
        return Objects.requireNonNull(start.block(PATIENCE));
    }

    private List<Path> directories() throws IOException {
        try (Stream<Path> list = Files.list(directory)) {
            return list.toList();
        }
    }

    private static int status(EmbeddedLangfuse platform) {
        return Api.of(platform).get("/api/public/projects").status();
    }

    @Test
    void start_isCold_andEachSubscriptionStartsAnother() throws IOException {
        Mono<EmbeddedLangfuse> start =
                EmbeddedLangfuse.builder().directory(directory).start();
        assertThat(directories()).isEmpty();
        EmbeddedLangfuse one = started(start);
        EmbeddedLangfuse other = started(start);
        assertThat(one.baseUrl()).isNotEqualTo(other.baseUrl()).startsWith("http://127.0.0.1:");
        assertThat(one.storageUrl()).isNotEqualTo(one.baseUrl());
        assertThat(directories()).hasSize(2);
        one.disposeLater().block(PATIENCE);
        assertThat(status(other)).isEqualTo(200);
        other.disposeLater().block(PATIENCE);
        assertThat(directories()).isEmpty();
    }

    @Test
    void dispose_freesThePorts_andMayBeRepeated() {
        EmbeddedLangfuse first = started(EmbeddedLangfuse.start());
        int port = URI.create(first.baseUrl()).getPort();
        int storagePort = URI.create(first.storageUrl()).getPort();
        assertThat(status(first)).isEqualTo(200);
        StepVerifier.create(first.disposeLater()).verifyComplete();
        StepVerifier.create(first.disposeLater()).verifyComplete();
        EmbeddedLangfuse second = started(
                EmbeddedLangfuse.builder().port(port).storagePort(storagePort).start());
        assertThat(second.baseUrl()).isEqualTo(first.baseUrl());
        assertThat(second.storageUrl()).isEqualTo(first.storageUrl());
        assertThat(status(second)).isEqualTo(200);
        second.disposeLater().block(PATIENCE);
    }

    @Test
    void start_portTaken_failsAndLeavesNothing() throws IOException {
        EmbeddedLangfuse running = started(EmbeddedLangfuse.start());
        int port = URI.create(running.baseUrl()).getPort();
        StepVerifier.create(EmbeddedLangfuse.builder()
                        .port(port)
                        .directory(directory)
                        .start())
                .expectErrorSatisfies(error -> assertThat(error).hasMessageContaining("bind"))
                .verify(PATIENCE);
        assertThat(directories()).isEmpty();
        running.disposeLater().block(PATIENCE);
    }

    @Test
    void start_directoryImpossible_fails() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        StepVerifier.create(EmbeddedLangfuse.builder().directory(file).start())
                .expectError(IOException.class)
                .verify(PATIENCE);
    }

    @Test
    void directory_isPrivate() throws IOException {
        EmbeddedLangfuse platform = started(
                EmbeddedLangfuse.builder().directory(directory.resolve("new")).start());
        try (Stream<Path> list = Files.list(directory.resolve("new"))) {
            assertThat(list)
                    .singleElement()
                    .satisfies(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo("rwx------"));
        }
        platform.disposeLater().block(PATIENCE);
    }

    @Test
    void close_doesNotWait_butEnds() {
        EmbeddedLangfuse closed;
        try (EmbeddedLangfuse platform =
                started(EmbeddedLangfuse.builder().directory(directory).start())) {
            closed = platform;
            assertThat(status(platform)).isEqualTo(200);
        }
        StepVerifier.create(closed.disposeLater()).verifyComplete();
        Eventually.emitsTrue(Mono.fromCallable(() -> directories().isEmpty()));
    }

    @Test
    void settings_invalid_nameTheParameter() {
        EmbeddedLangfuseBuilder builder = EmbeddedLangfuse.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.port(70_000))
                .withMessage("port must be 0 to 65535, not 70000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.keys("pk", "a:b"))
                .withMessageContaining("secretKey");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.keys(" ", "sk"))
                .withMessage("publicKey must not be blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.pageSizes(50, 10))
                .withMessage("page sizes must be positive and in order, not 50 and 10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.uploadUrlLifetime(Duration.ZERO))
                .withMessage("lifetime must be a second or more, not PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxMediaBytes(0))
                .withMessage("maxBytes must be positive, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedLangfuse.builder()
                        .project("other", "pk-lf-embedded", "sk-2")
                        .start())
                .withMessage("projects must differ in their ids and in both keys");
    }

    @Test
    void toString_showsNoSecret() {
        EmbeddedLangfuse platform =
                started(EmbeddedLangfuse.builder().keys("pk-x", "sk-hidden").start());
        assertThat(platform.toString()).isEqualTo("EmbeddedLangfuse[" + platform.baseUrl() + "]");
        assertThat(platform.publicKey()).isEqualTo("pk-x");
        assertThat(platform.secretKey()).isEqualTo("sk-hidden");
        platform.disposeLater().block(PATIENCE);
        assertThatNullPointerException().isThrownBy(() -> platform.storage().loseObject(nothing()));
    }

    @SuppressWarnings("NullAway") // what Java callers can do
    private static String nothing() {
        return null;
    }
}
