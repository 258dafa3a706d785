package dev.vitrine.benchmarks;

import dev.vitrine.benchmarks.contest.TreeData;
import dev.vitrine.json.JsonEncoder;
import dev.vitrine.media.Media;
import dev.vitrine.media.MediaTree;
import dev.vitrine.media.WalkLimits;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** What it costs to find, replace and write a hundred media in a tree of many values, by the kind of the tree. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MediaTreeBenchmark {

    @Param({"map", "node", "record"})
    public String kind = "map";

    @Param("100000")
    public int nodes;

    private Object tree = "";

    @Setup
    public void make() {
        tree = TreeData.make(kind, nodes, true);
    }

    @Benchmark
    public long find() {
        return MediaTree.find(tree, WalkLimits.DEFAULT).count();
    }

    @Benchmark
    public @Nullable Object replace() {
        return MediaTree.replace(tree, WalkLimits.DEFAULT, place -> ((Media) place.value()).toJson());
    }

    @Benchmark
    public byte[] encode() {
        return JsonEncoder.strict().encode(tree, Media::toJson);
    }
}
