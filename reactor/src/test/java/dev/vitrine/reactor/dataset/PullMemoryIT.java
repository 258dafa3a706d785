package dev.vitrine.reactor.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.dataset.NewDatasetItem;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.reactor.testing.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;

/** 20,000 items of 4 KiB are pulled by a process with 64 MiB of heap, which they would fill. */
class PullMemoryIT {
    private static final int ITEMS = 20_000;
    private static final String TEXT = "x".repeat(4096);

    @RegisterExtension
    final Platform platform = new Platform(builder -> builder.maxLoggedRequests(100));

    @Test
    void items_twentyThousand_fitIntoSmallHeap() throws IOException, InterruptedException {
        platform.client().datasets().create("d").block(Duration.ofSeconds(10));
        platform.client()
                .datasets()
                .createItems(
                        Flux.range(0, ITEMS)
                                .map(number -> NewDatasetItem.in("d")
                                        .id("i" + number)
                                        .input(Map.of("text", TEXT, "n", number))
                                        .build()),
                        32)
                .blockLast(Duration.ofMinutes(3));

        Process puller = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PullProgram.class.getName(),
                        platform.server().baseUrl()))
                .redirectErrorStream(true)
                .start();
        String said = new String(puller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(puller.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains("pulled " + ITEMS + " items, " + ITEMS + " distinct");
        assertThat(puller.exitValue()).isZero();
        assertThat(platform.server().requests().count(Route.ITEMS_LIST)).isEqualTo(ITEMS / 50);
    }
}
