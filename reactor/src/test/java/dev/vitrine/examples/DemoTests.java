package dev.vitrine.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTests {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @TempDir
    Path folder = Path.of("unset");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @ParameterizedTest(name = "terminal: {0}")
    @ValueSource(booleans = {true, false})
    void demo_onTheEmbeddedPlatform_verifiesEveryMedia(boolean terminal) throws IOException {
        List<Path> files = DemoMedia.make(folder, 1);

        Demo.Summary summary = run(files, terminal);

        long bytes = Files.size(files.get(0)) * 2; // the metadata's copy, and the one shown again
        for (Path file : files) {
            bytes += Files.size(file);
        }
        assertThat(summary.toString())
                .isEqualTo("demo: 5 files, 5 items, 5 uploaded, 1 deduplicated, 7 verified, " + bytes + " bytes");
        assertThat(summary.isComplete()).isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("image/png", "image/jpeg", "audio/wav", "application/pdf", "application/octet-stream")
                .contains("deduplicated")
                .contains("\"demo\"", "CHAIN demo", "├─ SPAN push", "├─ TOOL look at aquarium.png", "└─ SPAN pull")
                .contains("input: image/png, ", " bytes, uploaded, media ")
                .contains("Experiment: picture sizes", "megapixels: 0.256", "share of pictures: 0.600", "3 of 5 items")
                .contains("SPAN experiment-item-run", "EVALUATOR orientation")
                .contains("report   " + folder.resolve("report.html").toUri())
                .doesNotContain(", not uploaded")
                .doesNotContain("X-Amz-Signature");
        assertThat(folder.resolve("report.html"))
                .content(StandardCharsets.UTF_8)
                .startsWith("<!")
                .contains("picture sizes", "data:image/png;base64,", "landscape")
                .doesNotContain("X-Amz-Signature");
    }

    @Test
    void demo_ofAFolderWithOneFile_works() throws IOException {
        Files.writeString(folder.resolve("note.txt"), "one");

        Demo.Summary summary = run(DemoMedia.in(folder), false);

        assertThat(summary.toString())
                .isEqualTo("demo: 1 files, 1 items, 1 uploaded, 0 deduplicated, 2 verified, 6 bytes");
    }

    @Test
    void summary_withAMediaThatDiffers_isNotComplete() {
        assertThat(new Demo.Summary(5, 5, 5, 1, 6, 7, 10).isComplete()).isFalse();
    }

    private Demo.Summary run(List<Path> files, boolean terminal) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return Objects.requireNonNull(
                Demo.run(Map.of(), files, folder.resolve("report.html"), new DemoScreen(out, terminal))
                        .block(LONGEST));
    }
}
