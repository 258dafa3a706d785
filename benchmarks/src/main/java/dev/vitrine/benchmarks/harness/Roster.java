package dev.vitrine.benchmarks.harness;

import static dev.vitrine.benchmarks.contest.Workload.W1;
import static dev.vitrine.benchmarks.contest.Workload.W2;
import static dev.vitrine.benchmarks.contest.Workload.W3;
import static dev.vitrine.benchmarks.contest.Workload.W3_PUBLISHER;
import static dev.vitrine.benchmarks.contest.Workload.W4;
import static dev.vitrine.benchmarks.contest.Workload.W5;
import static dev.vitrine.benchmarks.contest.Workload.W5_PAGE;
import static dev.vitrine.benchmarks.contest.Workload.W6;
import static dev.vitrine.benchmarks.contest.Workload.W8;

import dev.vitrine.benchmarks.contest.Workload;
import java.util.ArrayList;
import java.util.List;

/** Who takes part in what, with which heap. */
final class Roster {
    /** Contestants of this name are what the others are compared with. */
    static final String OURS = "vitrine";

    static final String CDS = " +cds";
    private static final String CONTEST = "dev.vitrine.benchmarks.contest.";
    private static final String PEERS = "dev.vitrine.benchmarks.peers.";
    private static final String LIMIT = CONTEST + "LimitContestant";
    private static final String VITRINE = CONTEST + "VitrineContestant";
    private static final String LOOP = CONTEST + "LoopContestant";
    private static final String JDK = CONTEST + "JdkContestant";
    private static final String TREE = CONTEST + "TreeContestant";
    private static final String PAGE = CONTEST + "PageContestant";
    private static final String LANGFUSE_JAVA = PEERS + "LangfuseJavaContestant";
    private static final String AWS = PEERS + "AwsPutContestant";
    private static final String HEAP = "-Xmx1g";
    private static final String SMALL_HEAP = "-Xmx64m";

    private Roster() {}

    static List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        for (Workload workload : List.of(W1, W2, W3, W4)) {
            String heap = workload == W3 ? SMALL_HEAP : HEAP;
            all.add(new Entry("limit", workload, LIMIT, "", heap).atMost(1));
            all.add(new Entry(OURS, workload, VITRINE, "", heap));
            if (workload == W4) {
                all.add(new Entry("vitrine, maps", workload, VITRINE, "maps", heap));
            }
            all.add(new Entry("loop", workload, LOOP, "", heap));
            all.add(new Entry("langfuse-java, tuned", workload, LANGFUSE_JAVA, "tuned", heap));
            if (workload == W2) {
                all.add(new Entry("langfuse-java, tuned, byte[]", workload, LANGFUSE_JAVA, "bytes", heap));
            }
            if (workload == W4) {
                all.add(new Entry("langfuse-java", workload, LANGFUSE_JAVA, "plain", heap).onceWithLatency());
            }
            all.add(new Entry("jdk", workload, JDK, "", heap).onceWithLatency());
            if (workload == W1 || workload == W2) {
                all.add(new Entry("aws-sdk, PUT alone", workload, AWS, "", heap)
                        .onlyPuts()
                        .atMost(1));
            }
            Entry js = new Entry("js", workload, Entry.NODE, "");
            all.add(workload == W4 ? js.onceWithLatency() : js.atMost(1)); // up to forty seconds for one pass
        }
        all.add(new Entry(OURS, W3_PUBLISHER, VITRINE, "", SMALL_HEAP));
        for (String kind : List.of("map", "node", "record")) {
            all.add(new Entry("jackson, " + kind + "s", W5, TREE, "jackson-" + kind, HEAP));
            all.add(new Entry("vitrine encode, " + kind + "s", W5, TREE, "encode-" + kind, HEAP));
            all.add(new Entry("vitrine find, " + kind + "s", W5, TREE, "find-" + kind, HEAP));
        }
        all.add(new Entry("vitrine replace, maps", W5, TREE, "replace-map", HEAP));
        all.add(new Entry("jayway find, maps", W5, TREE, "jayway-map", HEAP));
        all.add(new Entry("js replace", W5, Entry.NODE, ""));
        all.add(new Entry(OURS, W5_PAGE, PAGE, "handles", HEAP));
        all.add(new Entry("vitrine, maps", W5_PAGE, PAGE, "maps", HEAP));
        all.add(new Entry("by hand", W5_PAGE, PAGE, "hand", HEAP));
        all.add(new Entry("jayway set", W5_PAGE, PAGE, "jayway", HEAP));
        all.add(new Entry("limit", W6, LIMIT, "", HEAP).atMost(1));
        all.add(new Entry(OURS, W6, VITRINE, "", HEAP));
        all.add(new Entry(OURS + CDS, W6, VITRINE, "", HEAP));
        all.add(new Entry("loop", W6, LOOP, "", HEAP));
        all.add(new Entry("loop" + CDS, W6, LOOP, "", HEAP));
        all.add(new Entry("langfuse-java", W6, LANGFUSE_JAVA, "plain", HEAP));
        all.add(new Entry("jdk", W6, JDK, "", HEAP));
        all.add(new Entry("js", W6, Entry.NODE, ""));
        all.add(new Entry(OURS, W8, VITRINE, "", HEAP).atMost(2));
        all.add(new Entry("opentelemetry-sdk", W8, CONTEST + "SdkContestant", "", HEAP).atMost(2));
        return all;
    }
}
