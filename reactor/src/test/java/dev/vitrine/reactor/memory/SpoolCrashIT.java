package dev.vitrine.reactor.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.EmbeddedLangfuse;
import dev.vitrine.embedded.media.MediaLink;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.reactor.LangfuseClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed, and the next one. */
class SpoolCrashIT {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @TempDir
    Path folder = Path.of("unset");

    private final EmbeddedLangfuse platform =
            Objects.requireNonNull(EmbeddedLangfuse.start().block(LONGEST));

    @AfterEach
    void stop() {
        platform.disposeLater().block(LONGEST);
    }

    @Test
    void halted_whatWasAccepted_isUploadedByTheNextStart() throws Exception {
        platform.faults().on(Route.MEDIA_REQUEST, fault -> fault.hang());
        Path spool = folder.resolve("spool");
        crash(spool);
        assertThat(SpoolCrashProgram.records(spool)).isEqualTo(SpoolCrashProgram.MEDIA);
        assertThat(platform.storage().objectCount()).isZero();
        platform.faults().clear();

        LangfuseClient client = LangfuseClient.builder()
                .baseUrl(platform.baseUrl())
                .publicKey(platform.publicKey())
                .secretKey(platform.secretKey())
                .traceMedia(media -> media.persistentSpool(spool))
                .build();
        try {
            client.tracing().flush().block(LONGEST);
            assertThat(client.tracing().mediaMetrics().uploaded()).isEqualTo(SpoolCrashProgram.MEDIA);
        } finally {
            client.disposeLater().block(LONGEST);
        }
        assertThat(platform.storage().objectCount()).isEqualTo(SpoolCrashProgram.MEDIA);
        assertThat(platform.traceLinks())
                .hasSize(SpoolCrashProgram.MEDIA)
                .extracting(MediaLink::field)
                .containsOnly("input");
        assertThat(files(spool)).isZero();
    }

    private void crash(Path spool) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        SpoolCrashProgram.class.getName(),
                        platform.baseUrl(),
                        platform.publicKey(),
                        platform.secretKey(),
                        spool.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(7);
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
