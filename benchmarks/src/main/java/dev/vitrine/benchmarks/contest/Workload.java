package dev.vitrine.benchmarks.contest;

import dev.vitrine.benchmarks.stub.Counts;
import dev.vitrine.benchmarks.stub.DatasetPages;
import org.jspecify.annotations.Nullable;

/** What is compared, and how it is known to be done. */
public enum Workload {
    W1("W1", "dataset items of 16 KiB each", 4, true),
    W2("W2", "files of 8 MiB", 3, false),
    W3("W3", "one file of nearly 2 GiB", 1, false),
    W3_PUBLISHER("W3p", "one publisher of nearly 2 GiB", 1, false),
    W4("W4", "items pulled with references", 4, true),
    W5("W5", "media found and replaced in a tree", 4, false),
    W5_PAGE("W5h", "references put into one page", 4, false),
    W6("W6", "process start to the first completed call", 1, false),
    W8("W8", "observations exported", 1, false);

    private final String id;
    private final String title;
    private final int passes;
    private final boolean withLatency;

    Workload(String id, String title, int passes, boolean withLatency) {
        this.id = id;
        this.title = title;
        this.passes = passes;
        this.withLatency = withLatency;
    }

    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    /** Passes of one process: the first is cold, the others are warm. With latency two are enough, it decides. */
    public int passes(int latencyMillis) {
        return latencyMillis == 0 ? passes : Math.min(passes, 2);
    }

    /** Whether it is measured at each latency; the others at none. */
    public boolean withLatency() {
        return withLatency;
    }

    /** Calls that one pass makes: short work is repeated, except cold. */
    int repetitions(boolean cold) {
        return cold || (this != W5 && this != W5_PAGE) ? 1 : 20;
    }

    Outcome run(Contestant contestant, Scene scene) throws Exception {
        return switch (this) {
            case W1 -> contestant.createItems(scene);
            case W2 -> contestant.uploadFiles(scene);
            case W3 -> contestant.uploadLargeFile(scene);
            case W3_PUBLISHER -> contestant.uploadPublisher(scene);
            case W4 -> contestant.pull(scene);
            case W5, W5_PAGE -> contestant.walk(scene);
            case W6 -> contestant.firstCall(scene);
            case W8 -> contestant.observe(scene);
        };
    }

    /**
     * Whether the stub saw all that one pass must ask for.
     *
     * @param putsOnly for a contestant that speaks to the object store alone
     * @return what is missing, null for nothing
     */
    public @Nullable String missing(Sizes sizes, Outcome outcome, Counts counts, boolean putsOnly) {
        long media = switch (this) {
            case W1 -> sizes.media();
            case W2 -> sizes.files();
            case W3, W3_PUBLISHER -> 1;
            default -> 0;
        };
        long bytes = switch (this) {
            case W1 -> media * sizes.mediaBytes();
            case W2 -> media * sizes.fileBytes();
            case W3, W3_PUBLISHER -> sizes.largeBytes();
            default -> 0;
        };
        String wrong = differs("requests without an answer", 0, counts.unknown());
        if (wrong == null) {
            wrong = differs("PUTs", media, counts.puts());
        }
        if (wrong == null) {
            wrong = differs("bytes", bytes, counts.putBytes());
        }
        if (wrong == null && !putsOnly) {
            wrong = differs("registrations", media, counts.registrations());
        }
        if (wrong == null && !putsOnly) {
            wrong = differs("confirmations", media, counts.confirmations());
        }
        if (wrong == null && this == W1 && !putsOnly) {
            wrong = differs("items", media, counts.items());
        }
        if (wrong == null && this == W4) {
            wrong = missingOfPull(sizes, outcome, counts);
        }
        if (wrong == null && this == W8) {
            wrong = differs("spans", sizes.observations(), counts.spans());
        }
        return wrong;
    }

    private static @Nullable String missingOfPull(Sizes sizes, Outcome outcome, Counts counts) {
        long items = (long) sizes.pages() * DatasetPages.PAGE_SIZE;
        String wrong = differs("pulled items", items, outcome.operations());
        if (wrong == null) {
            wrong = differs("references put in", items * DatasetPages.REFERENCES_PER_ITEM, outcome.references());
        }
        return wrong != null ? wrong : differs("pages", sizes.pages(), counts.pages());
    }

    private static @Nullable String differs(String what, long expected, long was) {
        return expected == was ? null : was + " " + what + " instead of " + expected;
    }
}
