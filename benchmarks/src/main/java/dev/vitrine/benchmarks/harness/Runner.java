package dev.vitrine.benchmarks.harness;

import dev.vitrine.benchmarks.contest.Outcome;
import dev.vitrine.benchmarks.contest.Scene;
import dev.vitrine.benchmarks.contest.Workload;
import dev.vitrine.benchmarks.stub.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Runs one contestant in a process of its own, and checks what the stub saw after each pass. */
final class Runner {
    private static final String PASSES = "dev.vitrine.benchmarks.contest.ContestantMain";
    private static final String START = "dev.vitrine.benchmarks.contest.StartMain";
    private static final int STARTS = 2;
    private static final long IDLE_NANOS = 300_000_000;

    private final Options options;
    private final Stub stub;
    private final List<Path> classPath;
    private final @Nullable Node node;
    private final Set<Path> archives = new HashSet<>();
    private @Nullable Long pulledHash;

    Runner(Options options, Stub stub, List<Path> classPath, @Nullable Node node) {
        this.options = options;
        this.stub = stub;
        this.classPath = classPath;
        this.node = node;
    }

    /** @throws IOException if it fails, or did less than it should */
    List<Pass> run(Entry entry, int latencyMillis) throws IOException {
        Scene scene = scene(latencyMillis);
        return entry.workload() == Workload.W6 ? starts(entry, scene) : passes(entry, scene);
    }

    Scene scene(int latencyMillis) {
        return new Scene(stub.url(), options.work().resolve("files"), options.sizes(), latencyMillis);
    }

    private List<Pass> passes(Entry entry, Scene scene) throws IOException {
        List<Pass> passes = new ArrayList<>();
        Workload workload = entry.workload();
        try (Child child =
                child(entry, scene, PASSES, List.of(), entry.workload().name())) {
            child.hear("READY");
            for (int i = 0; i < options.passes(workload, scene.latencyMillis()); i++) {
                stub.reset(scene.latencyMillis());
                double cpu = child.figures().cpuSeconds();
                double serverCpu = stub.cpuSeconds();
                child.say("PASS");
                String[] done = child.hear("DONE").split(" ", -1);
                cpu = child.figures().cpuSeconds() - cpu;
                serverCpu = stub.cpuSeconds() - serverCpu;
                Counts counts = stub.counts();
                Outcome outcome =
                        new Outcome(Long.parseLong(done[2]), Long.parseLong(done[3]), Long.parseLong(done[4]));
                check(entry, outcome, counts);
                passes.add(new Pass(
                        Long.parseLong(done[0]) / 1e9,
                        cpu,
                        serverCpu,
                        entry.isNode() ? Double.NaN : Double.parseDouble(done[1]) / perOperation(workload, outcome),
                        child.figures().peakRssMiB(),
                        child.figures().threads(),
                        counts.connections(),
                        counts.mostInFlight(),
                        outcome.operations(),
                        workload.surplus(options.sizes(), counts)));
            }
        }
        return passes;
    }

    private static long perOperation(Workload workload, Outcome outcome) {
        return workload == Workload.W5 ? 1 : Math.max(1, outcome.operations());
    }

    private void check(Entry entry, Outcome outcome, Counts counts) throws IOException {
        String missing = entry.workload().missing(options.sizes(), outcome, counts, entry.putsOnly());
        if (missing != null) {
            throw new IOException(missing);
        }
        if (entry.workload() == Workload.W4) {
            if (pulledHash != null && pulledHash != outcome.hash()) {
                throw new IOException("other items, or in another order, than those before");
            }
            pulledHash = outcome.hash();
        }
    }

    /** Processes that are started one after the other; only the first one may find its files outside of the page cache. */
    private List<Pass> starts(Entry entry, Scene scene) throws IOException {
        List<String> extra = entry.name().endsWith(Roster.CDS) ? List.of(archive(entry, scene)) : List.of();
        List<Pass> starts = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            stub.reset(scene.latencyMillis());
            double serverCpu = stub.cpuSeconds();
            long start = System.nanoTime();
            try (Child child = child(entry, scene, START, extra)) {
                String[] done = child.hear("FIRST").split(" ", -1);
                double wall = (System.nanoTime() - start) / 1e9;
                double cpu = child.figures().cpuSeconds();
                if (!done[1].equals("2")) {
                    throw new IOException(done[1] + " references put in instead of 2");
                }
                LockSupport.parkNanos(IDLE_NANOS);
                starts.add(new Pass(
                        wall,
                        cpu,
                        stub.cpuSeconds() - serverCpu,
                        Double.NaN,
                        child.figures().rssMiB(),
                        child.figures().threads(),
                        stub.counts().connections(),
                        stub.counts().mostInFlight(),
                        1,
                        0));
            }
        }
        return starts;
    }

    /** Made by a run of the same program. */
    private String archive(Entry entry, Scene scene) throws IOException {
        Path archive =
                options.work().resolve(entry.type().substring(entry.type().lastIndexOf('.') + 1) + ".jsa");
        if (archives.add(archive)) { // one of an earlier build would be ignored without a word
            Files.deleteIfExists(archive);
            try (Child child = child(entry, scene, START, List.of("-XX:ArchiveClassesAtExit=" + archive))) {
                child.hear("FIRST");
            }
            if (!Files.exists(archive)) {
                throw new IOException("the archive of classes was not written");
            }
        }
        return "-XX:SharedArchiveFile=" + archive;
    }

    private Child child(Entry entry, Scene scene, String main, List<String> extra, String... workload)
            throws IOException {
        Path log = options.work()
                .resolve("logs/" + entry.workload().id() + "-" + entry.name().replaceAll("\\W+", "-") + ".log");
        List<String> arguments = new ArrayList<>(List.of(entry.type(), entry.variant()));
        arguments.addAll(List.of(workload));
        arguments.addAll(List.of(scene.arguments()));
        if (entry.isNode()) {
            if (node == null) {
                throw new IOException("no node");
            }
            return node.start(entry, main.equals(START), arguments, options.work(), log);
        }
        List<String> jvm = new ArrayList<>(entry.jvm());
        jvm.addAll(extra);
        if (!main.equals(START)) {
            options.jvm()
                    .forEach(option -> jvm.add(option.replace(
                            "@", entry.workload().id() + "-" + entry.name().replaceAll("\\W+", "-"))));
        }
        return new Child(Child.java(jvm, classPath, main, arguments.toArray(String[]::new)), options.work(), log);
    }
}
