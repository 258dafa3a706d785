package dev.vitrine.benchmarks.contest;

import java.net.URI;
import java.nio.file.Path;

/**
 * What a contestant works on.
 *
 * @param platform the stub's URL
 * @param files where the files of W2 and W3 are
 * @param sizes how much there is to do
 * @param latencyMillis how long each answer is held back, for contestants that choose their concurrency by it
 */
public record Scene(URI platform, Path files, Sizes sizes, int latencyMillis) {
    public static final String PUBLIC_KEY = "pk-lf-bench";
    public static final String SECRET_KEY = "sk-lf-bench";
    public static final String DATASET = "bench";
    public static final String DATASET_ID = "cmbenchdataset0001";

    public Path file(int number) {
        return files.resolve("file-" + number + ".bin");
    }

    public Path largeFile() {
        return files.resolve("large.bin");
    }

    /** @param from URL, directory, latency, sizes */
    static Scene parse(String[] from) {
        return new Scene(URI.create(from[0]), Path.of(from[1]), Sizes.parse(from[3]), Integer.parseInt(from[2]));
    }

    /** The arguments of which {@link #parse} makes the same scene. */
    public String[] arguments() {
        return new String[] {platform.toString(), files.toString(), Integer.toString(latencyMillis), sizes.line()};
    }
}
