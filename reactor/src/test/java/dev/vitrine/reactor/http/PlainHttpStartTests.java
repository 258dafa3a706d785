package dev.vitrine.reactor.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainHttpStartTests {
    @Test
    void firstCall_withoutTls_loadsNoClassOfIt(@TempDir Path directory) throws Exception {
        Path loaded = directory.resolve("classes.log");
        try (MockWebServer server = new MockWebServer()) {
            server.enqueue(new MockResponse.Builder().body("done").build());
            server.start();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xlog:class+load:file=" + loaded,
                            "-cp",
                            System.getProperty("java.class.path"),
                            OneCall.class.getName(),
                            server.url("/").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("said.log").toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as(() -> directory.resolve("said.log").toString())
                    .isZero();
        }
        try (Stream<String> lines = Files.lines(loaded)) {
            List<String> classes = lines.toList();
            assertThat(classes).anyMatch(line -> line.contains(" reactor.netty.http.client.HttpClientOperations "));
            assertThat(classes)
                    .noneMatch(line -> line.contains(" reactor.netty.http.client.HttpClientSecure "))
                    .noneMatch(line -> line.contains(" sun.security.ssl.SSLContextImpl "));
        }
    }

    /** A program that makes one call. */
    static final class OneCall {
        private OneCall() {}

        public static void main(String[] args) {
            HttpRuntime http = HttpRuntime.create(HttpSettings.builder(args[0]).build());
            String answer = http.api()
                    .exchange(ApiRequest.get("/api/items").build(), bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .block(Duration.ofSeconds(30));
            System.exit("done".equals(answer) ? 0 : 1);
        }
    }
}
