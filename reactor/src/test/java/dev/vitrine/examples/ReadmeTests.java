package dev.vitrine.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.EmbeddedLangfuse;
import dev.vitrine.reactor.LangfuseClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** The README's program is the one that is compiled and run here, and its commands are those that CI runs. */
class ReadmeTests {
    private static final Path ROOT = Path.of("..");

    @Test
    void readme_quotesTheProgramThatIsRun() throws IOException {
        List<String> source = Files.readAllLines(Path.of("src/test/java/dev/vitrine/examples/QuickStart.java"));
        String quoted = String.join(
                        "\n", source.subList(source.indexOf("// readme:start") + 1, source.indexOf("// readme:end")))
                .strip();

        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("```java\n" + quoted + "\n```");
    }

    @Test
    void readme_namesTheCommandsThatCiRuns() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String ci = Files.readString(ROOT.resolve(".ci/run"));

        assertThat(List.of("mvn -q -Pdemo", "mvn -B verify")).allSatisfy(command -> {
            assertThat(readme).contains("\n" + command);
            assertThat(ci).contains("\n" + command + " ||");
        });
    }

    @Test
    void quickStart_bringsThePictureBack(@TempDir Path folder) throws IOException {
        Path picture = DemoMedia.make(folder, 1).get(0);
        Path target = Files.createDirectory(folder.resolve("pulled"));
        Flux<Path> written = Flux.usingWhen(
                EmbeddedLangfuse.builder().start().publishOn(Schedulers.boundedElastic()),
                platform -> Flux.usingWhen(
                        Mono.fromSupplier(() -> LangfuseClient.builder()
                                .baseUrl(platform.baseUrl())
                                .publicKey(platform.publicKey())
                                .secretKey(platform.secretKey())
                                .build()),
                        client -> QuickStart.roundTrip(client, picture, target),
                        LangfuseClient::disposeLater),
                EmbeddedLangfuse::disposeLater);

        StepVerifier.create(written)
                .assertNext(copy -> assertThat(copy).hasSameBinaryContentAs(picture))
                .verifyComplete();
    }
}
