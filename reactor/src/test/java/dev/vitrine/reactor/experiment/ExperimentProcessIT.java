package dev.vitrine.reactor.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.embedded.WriteMode;
import dev.vitrine.embedded.dataset.RunSummary;
import dev.vitrine.embedded.trace.EmbeddedTrace;
import dev.vitrine.reactor.testing.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;

/** Experiments in JVMs of their own, against the platform in this one. */
class ExperimentProcessIT {
    @RegisterExtension
    final Platform platform = new Platform(builder -> builder.writeMode(WriteMode.DUAL));

    @Test
    void stream_ofEightHeaps_isNotHeld() throws Exception {
        assertThat(finish(start("stream"))).endsWith("streamed " + ExperimentProgram.ITEMS + System.lineSeparator());
        assertThat(finish(start("run"))).as("a run holds its results").contains("OutOfMemoryError");
    }

    @Test
    void twoShards_inTwoProcesses_areOneRunWithEveryItemOnce() throws Exception {
        platform.client().datasets().create(ExperimentProgram.DATASET).block(Lab.LIMIT);
        List<DatasetItem> items = Objects.requireNonNull(Flux.range(0, 120)
                .flatMap(
                        i -> platform.client().datasets().createItem(ExperimentProgram.DATASET, item -> item.input(i)),
                        8)
                .collectList()
                .block(Lab.LIMIT));

        List<Process> processes = List.of(start("0/2"), start("1/2"));
        List<String> said = new ArrayList<>();
        for (Process process : processes) {
            said.add(finish(process).strip());
        }

        assertThat(platform.server().runs()).hasSize(1);
        RunSummary run = platform.server().runs().get(0);
        assertThat(run.items())
                .extracting(RunSummary.Item::itemId)
                .containsExactlyInAnyOrderElementsOf(
                        items.stream().map(DatasetItem::id).toList());
        assertThat(said).allSatisfy(line -> assertThat(line).contains(run.id()));
        assertThat(platform.server().scoreCount()).isEqualTo(120);
        assertThat(platform.server().traces().all())
                .extracting(EmbeddedTrace::id)
                .containsExactlyInAnyOrderElementsOf(
                        run.items().stream().map(RunSummary.Item::traceId).toList());
    }

    private Process start(String what) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExperimentProgram.class.getName(),
                        platform.server().baseUrl(),
                        platform.server().publicKey(),
                        platform.server().secretKey(),
                        what))
                .redirectErrorStream(true)
                .start();
    }

    private static String finish(Process process) throws IOException, InterruptedException {
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
