package dev.vitrine.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Started by {@code mvn -q -Pdemo}; {@code -Ddemo.dir=FOLDER} takes the files of a folder instead of making some, and
 * {@code -Ddemo.report=FILE} says where the experiment's report goes.
 */
public final class DemoMain {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int BINARY_MEBIBYTES = 32;

    private DemoMain() {}

    public static void main(String[] arguments) throws IOException {
        System.setProperty("java.awt.headless", "true");
        String folder = System.getProperty("demo.dir", "");
        Path made = folder.isBlank() ? Files.createTempDirectory("vitrine-demo") : null;
        int exit = 1;
        try {
            List<Path> files = made == null ? DemoMedia.in(Path.of(folder)) : DemoMedia.make(made, BINARY_MEBIBYTES);
            exit = run(files);
        } catch (RuntimeException e) {
            System.err.println("demo failed: " + e.getMessage());
        } finally {
            if (made != null) {
                delete(made);
            }
        }
        System.exit(exit);
    }

    private static int run(List<Path> files) throws IOException {
        if (files.isEmpty()) {
            System.err.println("demo failed: the folder of -Ddemo.dir has no files");
            return 1;
        }
        DemoScreen screen = new DemoScreen(System.out, System.console() != null);
        Demo.Summary summary =
                Demo.run(System.getenv(), files, report(), screen).block(LONGEST);
        if (summary == null || !summary.isComplete()) {
            System.err.println("demo failed: "
                    + (summary == null
                            ? "no result"
                            : summary.verified() + " of " + summary.expected()
                                    + " media came back with the bytes that were sent; see the table"));
            return 1;
        }
        System.out.println(summary);
        return 0;
    }

    private static Path report() throws IOException {
        String given = System.getProperty("demo.report", "");
        Path report = Path.of(given.isBlank() ? "target/demo-report.html" : given);
        // a fresh clone has no target folder
        Files.createDirectories(Objects.requireNonNull(report.toAbsolutePath().getParent(), "demo.report"));
        return report;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
