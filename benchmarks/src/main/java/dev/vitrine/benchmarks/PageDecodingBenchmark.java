package dev.vitrine.benchmarks;

import dev.vitrine.benchmarks.contest.PageClients;
import dev.vitrine.benchmarks.contest.PageReader;
import dev.vitrine.benchmarks.contest.Pulled;
import dev.vitrine.benchmarks.stub.DatasetPages;
import dev.vitrine.reactor.dataset.DatasetClient;
import dev.vitrine.reactor.media.MediaHandle;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to make items of a page of 50, without a network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PageDecodingBenchmark {
    private final byte[] page = new DatasetPages(1).page(1);
    private final DatasetClient client = PageClients.of(page);

    /** Cut and decoded; the values stay bytes, and references are not even looked at. */
    @Benchmark
    public @Nullable Long items() {
        return client.items("bench", query -> query.hydrate(false)).count().block();
    }

    /** And the references beside each item read. */
    @Benchmark
    public @Nullable Long itemsWithReferences() {
        return client.items("bench").count().block();
    }

    /** And each value's handles asked for. */
    @Benchmark
    public @Nullable Integer handles() {
        return client.items("bench")
                .map(item -> MediaHandle.in(item.input()).size()
                        + MediaHandle.in(item.metadata()).size())
                .reduce(0, Integer::sum)
                .block();
    }

    /** What it is measured against: a tree, and references put in by hand. */
    @Benchmark
    public Pulled.Page tree() {
        return PageReader.read(page);
    }
}
