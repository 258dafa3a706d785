package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.PlatformProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process of its own. */
class MainIT {
    @TempDir
    private Path temporary = Path.of(".");

    @Test
    void main_printsItsUrlFirst_servesAndStopsCleanly() throws IOException, InterruptedException {
        try (PlatformProcess platform = PlatformProcess.start(temporary)) {
            assertThat(platform.url()).matches("http://127\\.0\\.0\\.1:\\d+");
            assertThat(platform.directories()).isEqualTo(1);
            Answer answer = Api.send(HttpRequest.newBuilder(URI.create(platform.url() + "/api/public/projects"))
                    .header("Authorization", Api.basic("pk-main:sk-main")));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(platform.stop()).isTrue();
            assertThat(platform.directories()).isZero();
        }
    }
}
