package dev.vitrine.reactor.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.EmbeddedLangfuse;
import dev.vitrine.reactor.LangfuseClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** A whole round trip. Each program has a heap of 64 MiB and as much direct memory; the platform runs here, in the test's own JVM. */
class SmallHeapIT {
    private static final long EIGHT_HEAPS = 512L * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofMinutes(4);

    @TempDir
    Path folder = Path.of("unset");

    private EmbeddedLangfuse platform = start();

    @BeforeEach
    void makeDataset() {
        withClient(client -> client.datasets().create(SmallHeapProgram.DATASET).flux());
    }

    @AfterEach
    void stop() {
        platform.disposeLater().block(LONGEST);
    }

    @Test
    void fileAndPublisher_ofEightHeaps_goThroughAndComeBack() throws Exception {
        Path file = folder.resolve("large.bin");
        String pushedFile = run("push-file", file.toString(), EIGHT_HEAPS).succeed();
        Files.delete(file);
        assertThat(pushedFile).startsWith("pushed @@@langfuseMedia:type=application/octet-stream|id=");
        assertThat(run("fetch", mediaId(pushedFile), 0).succeed()).isEqualTo("fetched " + EIGHT_HEAPS);

        String pushedPublisher = run("push-publisher", "", EIGHT_HEAPS).succeed();
        assertThat(pushedPublisher).startsWith("pushed @@@langfuseMedia:type=video/mp4|id=");
        assertThat(spooled()).isEmpty();

        Outcome broken = run("fetch-whole", mediaId(pushedPublisher), 0);
        assertThat(broken.exit).as("holding the content breaks the bound").isNotZero();
        assertThat(broken.output).contains("OutOfMemoryError");
    }

    private Outcome run(String scenario, String argument, long length) throws IOException, InterruptedException {
        Path output = folder.resolve("output-" + scenario + ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("spool")),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-classpath",
                System.getProperty("java.class.path"),
                SmallHeapProgram.class.getName(),
                scenario,
                platform.baseUrl(),
                platform.publicKey(),
                platform.secretKey(),
                argument,
                Long.toString(length)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS))
                    .as(scenario)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("spool"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private void withClient(java.util.function.Function<LangfuseClient, Flux<?>> work) {
        LangfuseClient client = LangfuseClient.builder()
                .baseUrl(platform.baseUrl())
                .publicKey(platform.publicKey())
                .secretKey(platform.secretKey())
                .build();
        Flux.usingWhen(reactor.core.publisher.Mono.just(client), work, LangfuseClient::disposeLater)
                .then()
                .block(LONGEST);
    }

    private EmbeddedLangfuse start() {
        return Objects.requireNonNull(EmbeddedLangfuse.builder().start().block(LONGEST));
    }

    private static String mediaId(String printed) {
        int start = printed.indexOf("|id=") + 4;
        return printed.substring(start, printed.indexOf('|', start));
    }

    /** How a program ended, and what it printed. */
    private record Outcome(int exit, String output) {
        String succeed() {
            assertThat(exit).as(output).isZero();
            return output.strip();
        }
    }
}
