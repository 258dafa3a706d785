package dev.vitrine.benchmarks;

import dev.vitrine.content.ContentDigest;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to digest media in memory, by their size and by the kind of buffer that they come in. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ContentDigestBenchmark {

    /** 16 KiB, a thumbnail; 1 MiB, a photograph. */
    @Param({"16384", "1048576"})
    public int length;

    private ByteBuffer heap = ByteBuffer.allocate(0);
    private ByteBuffer readOnly = heap;
    private ByteBuffer direct = heap;

    /** The same bytes in every run. */
    @Setup
    public void fill() {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        heap = ByteBuffer.wrap(content);
        readOnly = heap.asReadOnlyBuffer();
        direct = ByteBuffer.allocateDirect(length).put(content).flip();
    }

    @Benchmark
    public ContentDigest heap() {
        return ContentDigest.ofContent(heap);
    }

    /** As media hold their bytes: the array behind is out of reach. */
    @Benchmark
    public ContentDigest readOnlyHeap() {
        return ContentDigest.ofContent(readOnly);
    }

    @Benchmark
    public ContentDigest direct() {
        return ContentDigest.ofContent(direct);
    }
}
