package dev.vitrine.reactor.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing items with media, and reading them back, needs no JSONPath library. */
class WithoutJsonPathTests {
    @TempDir
    Path folder = Path.of("unset");

    @Test
    void roundTrip_libraryIsAbsent_works() throws Exception {
        String all = System.getProperty("java.class.path");
        String without = Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !entry.contains("json-path") && !entry.contains("json-smart"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(without).hasSizeLessThan(all.length());
        Path output = folder.resolve("output.txt");

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-classpath",
                        without,
                        WithoutJsonPathProgram.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(Files.readString(output))
                .contains("absent", "read back: 1 media of 3 bytes, question What is shown?");
        assertThat(process.exitValue()).isZero();
    }
}
