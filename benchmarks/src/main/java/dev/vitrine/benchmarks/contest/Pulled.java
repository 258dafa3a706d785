package dev.vitrine.benchmarks.contest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** Counts pulled items. Items and pages come in order, one at a time. */
public final class Pulled {
    private final CRC32 ids = new CRC32();
    private long items;
    private long references;

    public void add(String id, int references) {
        ids.update(id.getBytes(StandardCharsets.US_ASCII));
        items++;
        this.references += references;
    }

    public void add(Page page) {
        page.ids().forEach(id -> add(id, 0));
        references += page.references();
    }

    public Outcome outcome() {
        return new Outcome(items, references, ids.getValue());
    }

    /** What is remembered of a page that was read out of turn. */
    public record Page(List<String> ids, int references) {}
}
