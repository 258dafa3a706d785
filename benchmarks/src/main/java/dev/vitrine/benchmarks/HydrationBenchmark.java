package dev.vitrine.benchmarks;

import com.jayway.jsonpath.JsonPath;
import dev.vitrine.json.JsonValue;
import dev.vitrine.json.JsonValue.Replacement;
import dev.vitrine.media.HydrationPath;
import dev.vitrine.media.MediaReference;
import dev.vitrine.media.ReferencedMedia;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to put one reference into one value, piece by piece: its text, its path, the value. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class HydrationBenchmark {
    private static final String REFERENCE = "@@@langfuseMedia:type=image/png|id=LPJNul-wow4m6DsqxbninA|source=bytes@@@";
    private static final String PATH = "$['messages'][1]['content'][1]['image']";
    private static final String JSON =
            """
            {"question":"%s","messages":[{"role":"system","content":"%s"},{"role":"user","content":[\
            {"type":"text","text":"%s"},{"type":"image","image":"%s"}]}]}""".formatted("what ".repeat(12), "you are ".repeat(40), "look at it ".repeat(90), REFERENCE);
    private final byte[] json = JSON.getBytes(StandardCharsets.UTF_8);
    private final List<Object> location = List.of("messages", 1, "content", 1, "image");
    private final ReferencedMedia media = () -> REFERENCE;

    @Benchmark
    public MediaReference parseReference() {
        return MediaReference.parse(REFERENCE);
    }

    /** The server's name for a place, as each expected string is asked for it. */
    @Benchmark
    public HydrationPath writePath() {
        return HydrationPath.of(location);
    }

    /** One value of 1.5 KB, from bytes to its media. */
    @Benchmark
    public List<ReferencedMedia> hydrate() {
        return JsonValue.ofBytes(json, List.of(new Replacement(HydrationPath.parse(PATH), REFERENCE, media)))
                .media(ReferencedMedia.class);
    }

    /** The same value read and set by JsonPath, its path compiled and cached by it. */
    @Benchmark
    public Object jaywaySet() {
        return JsonPath.parse(JSON).set(PATH, media).json();
    }
}
