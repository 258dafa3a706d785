package dev.vitrine.benchmarks.contest;

import dev.vitrine.benchmarks.stub.Counts;
import dev.vitrine.benchmarks.stub.DatasetPages;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is compared, and how it is known to be done. */
public enum Workload {
    W1("W1", "dataset items of 16 KiB each", 3, true),
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
     * Whether the stub saw all that one pass must ask for. More than that is no error: a client repeats what it lost
     * patience with, see {@link #surplus}.
     *
     * @param putsOnly for a contestant that speaks to the object store alone
     * @return what is missing, null for nothing
     */
    public @Nullable String missing(Sizes sizes, Outcome outcome, Counts counts, boolean putsOnly) {
        long media = media(sizes);
        long handshakes = putsOnly ? 0 : media;
        List<Want> wanted = new ArrayList<>(List.of(
                new Want("PUTs", media, counts.puts()),
                new Want("bytes", bytes(sizes), counts.putBytes()),
                new Want("registrations", handshakes, counts.registrations()),
                new Want("confirmations", handshakes, counts.confirmations())));
        if (this == W1) {
            wanted.add(new Want("items", handshakes, counts.items()));
        }
        if (this == W4) {
            long items = (long) sizes.pages() * DatasetPages.PAGE_SIZE;
            wanted.add(new Want("pulled items", items, outcome.operations()));
            wanted.add(new Want("references put in", items * DatasetPages.REFERENCES_PER_ITEM, outcome.references()));
            wanted.add(new Want("pages", sizes.pages(), counts.pages()));
        }
        if (this == W8) {
            wanted.add(new Want("spans", sizes.observations(), counts.spans()));
        }
        if (counts.unknown() > 0) {
            return counts.unknown() + " requests that the stub has no answer for";
        }
        return wanted.stream()
                .filter(want -> want.was < want.expected)
                .map(want -> want.was + " " + want.what + " instead of " + want.expected)
                .findFirst()
                .orElse(null);
    }

    /** PUTs and pages that were asked for again. */
    public long surplus(Sizes sizes, Counts counts) {
        return counts.puts() - media(sizes) + (this == W4 ? counts.pages() - sizes.pages() : 0);
    }

    private long media(Sizes sizes) {
        return switch (this) {
            case W1 -> sizes.media();
            case W2 -> sizes.files();
            case W3, W3_PUBLISHER -> 1;
            default -> 0;
        };
    }

    private long bytes(Sizes sizes) {
        return switch (this) {
            case W1 -> (long) sizes.media() * sizes.mediaBytes();
            case W2 -> (long) sizes.files() * sizes.fileBytes();
            case W3, W3_PUBLISHER -> sizes.largeBytes();
            default -> 0;
        };
    }

    private record Want(String what, long expected, long was) {}
}
