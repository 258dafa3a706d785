package dev.vitrine.reactor.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentReportTests {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void gallery() throws Exception {
        Path file = folder.resolve("report.html");
        assertThat(ExperimentReport.of(Samples.gallery()).writeTo(file).block(PATIENCE))
                .isEqualTo(file);
        Files.copy(file, Path.of("/tmp/runs-chrome/report.html"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
