package dev.vitrine.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShutdownHookTests {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Pattern EVENT = Pattern.compile("\"batch\":\\[\\{\"id\":\"([^\"]+)\"");
    private final MockWebServer server = new MockWebServer();

    @TempDir
    Path folder = Path.of("unset");

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(new Platform());
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void exit_withHook_deliversSpansAndScores() throws Exception {
        run("hook");

        List<Request> requests = requests();
        assertThat(requests).extracting(Request::path).contains("/api/public/otel/v1/traces", "/api/public/ingestion");
        assertThat(requests).anyMatch(request -> request.body().contains("span-at-exit"));
        assertThat(requests).anyMatch(request -> request.body().contains("score-at-exit"));
    }

    @Test
    void exit_whileAClosedClientStillSends_waitsForIt() throws Exception {
        run("hook-close");

        assertThat(requests()).anyMatch(request -> request.body().contains("span-at-exit"));
    }

    @Test
    void exit_withoutHook_deliversNothing() throws Exception {
        run("none");

        assertThat(requests()).isEmpty();
    }

    @Test
    void exit_platformIsSilent_endsAfterTheShutdownTimeout() throws Exception {
        server.setDispatcher(new Silent());

        assertThat(run("hook-short")).contains("PT1S");
    }

    @Test
    void disposal_removesTheHook() {
        DefaultLangfuseClient client = DefaultLangfuseClient.create(
                LangfuseClient.builder().publicKey("pk").secretKey("sk").resolve(Environment.empty()));
        Thread hook = ShutdownHook.install(client, LONGEST);
        Thread second = ShutdownHook.install(client, LONGEST);
        assertThat(Runtime.getRuntime().removeShutdownHook(second)).isTrue();

        client.disposeLater().block(LONGEST);

        assertThat(Runtime.getRuntime().removeShutdownHook(hook)).isFalse();
        Thread late = ShutdownHook.install(client, LONGEST);
        assertThat(Runtime.getRuntime().removeShutdownHook(late)).isFalse();
    }

    private String run(String scenario) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        ShutdownProgram.class.getName(),
                        scenario,
                        server.url("/").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private List<Request> requests() throws InterruptedException, IOException {
        List<Request> all = new java.util.ArrayList<>();
        for (int left = server.getRequestCount(); left > 0; left--) {
            RecordedRequest request = Objects.requireNonNull(server.takeRequest(1, TimeUnit.SECONDS));
            all.add(new Request(request.getUrl().encodedPath(), Platform.text(request)));
        }
        return all;
    }

    private record Request(String path, String body) {}

    private static final class Platform extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            Matcher event = EVENT.matcher(text(request));
            return event.find()
                    ? new MockResponse.Builder()
                            .code(207)
                            .body("{\"successes\":[{\"id\":\"" + event.group(1) + "\",\"status\":201}],\"errors\":[]}")
                            .build()
                    : new MockResponse.Builder().code(200).build();
        }

        static String text(RecordedRequest request) {
            byte[] body = Objects.requireNonNull(request.getBody()).toByteArray();
            try {
                return new String(
                        "gzip".equals(request.getHeaders().get("Content-Encoding"))
                                ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes()
                                : body,
                        StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private static final class Silent extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder()
                    .onResponseStart(SocketEffect.Stall.INSTANCE)
                    .build();
        }
    }
}
