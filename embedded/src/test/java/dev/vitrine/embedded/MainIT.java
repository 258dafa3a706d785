package dev.vitrine.embedded;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process of its own. */
class MainIT {
    @TempDir
    private Path temporary = Path.of(".");

    private long directories() throws IOException {
        try (Stream<Path> list = Files.list(temporary)) {
            return list.filter(path -> path.getFileName().toString().startsWith("vitrine-embedded-"))
                    .count();
        }
    }

    @Test
    void main_printsItsUrlFirst_servesAndStopsCleanly() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(requireNonNull(System.getProperty("java.home")), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-classpath",
                        requireNonNull(System.getProperty("java.class.path")),
                        Main.class.getName(),
                        "0",
                        "pk-main",
                        "sk-main")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader()) {
            String url = requireNonNull(out.readLine());
            assertThat(url).matches("http://127\\.0\\.0\\.1:\\d+");
            assertThat(directories()).isEqualTo(1);
            Answer answer = Api.send(HttpRequest.newBuilder(URI.create(url + "/api/public/projects"))
                    .header("Authorization", Api.basic("pk-main:sk-main")));
            assertThat(answer.status()).isEqualTo(200);
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(directories()).isZero();
    }
}
