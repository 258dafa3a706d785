package dev.vitrine.benchmarks.harness;

import dev.vitrine.benchmarks.stub.Counts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The stub platform in its process. */
final class Stub implements AutoCloseable {
    /** It serves the whole run. */
    private static final Duration LIMIT = Duration.ofHours(2);

    private final Child process;
    private final URI url;

    Stub(List<Path> classPath, Path work, int pages) throws IOException {
        process = new Child(
                Child.java(
                        List.of("-Xmx512m"),
                        classPath,
                        "dev.vitrine.benchmarks.stub.StubMain",
                        Integer.toString(pages)),
                work,
                work.resolve("logs/stub.log"),
                LIMIT);
        url = URI.create(process.hear());
    }

    URI url() {
        return url;
    }

    void reset(int latencyMillis) throws IOException {
        process.say("reset " + latencyMillis);
        process.hear();
    }

    Counts counts() throws IOException {
        process.say("counts");
        return Counts.parse(process.hear());
    }

    double cpuSeconds() {
        return process.figures().cpuSeconds();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
