package dev.vitrine.embedded.dataset;

import dev.vitrine.embedded.media.FoundReference;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An item as it was written once. Nothing changes afterwards but the end of its validity. */
final class ItemVersion {
    /** Oldest first, and of the same millisecond the greater id first: the reverse of how lists are answered. */
    static final Comparator<ItemVersion> OLDEST_FIRST = Comparator.comparingLong((ItemVersion item) -> item.validFrom)
            .thenComparing(item -> item.id, Comparator.reverseOrder());

    static final long OPEN = Long.MAX_VALUE;

    final String id;
    final String datasetId;
    final String datasetName;
    final FieldValue input;
    final FieldValue expectedOutput;
    final FieldValue metadata;
    final @Nullable String sourceTraceId;
    final @Nullable String sourceObservationId;
    final boolean archived;
    final boolean deleted;
    final long validFrom;
    private volatile long validTo = OPEN;

    private ItemVersion(String id, DatasetRow dataset, ItemWrite write, @Nullable ItemVersion before, long validFrom) {
        this.id = id;
        this.datasetId = dataset.id();
        this.datasetName = dataset.name();
        this.input = keep(write.input(), before == null ? null : before.input);
        this.expectedOutput = keep(write.expectedOutput(), before == null ? null : before.expectedOutput);
        this.metadata = keep(write.metadata(), before == null ? null : before.metadata);
        this.sourceTraceId =
                write.sourceTraceId() != null || before == null ? write.sourceTraceId() : before.sourceTraceId;
        this.sourceObservationId = write.sourceObservationId() != null || before == null
                ? write.sourceObservationId()
                : before.sourceObservationId;
        Boolean sent = write.archived();
        this.archived = sent != null ? sent : before != null && before.archived;
        this.deleted = false;
        this.validFrom = validFrom;
    }

    private ItemVersion(ItemVersion before, long validFrom) {
        this.id = before.id;
        this.datasetId = before.datasetId;
        this.datasetName = before.datasetName;
        this.input = FieldValue.NULL;
        this.expectedOutput = FieldValue.NULL;
        this.metadata = FieldValue.NULL;
        this.sourceTraceId = null;
        this.sourceObservationId = null;
        this.archived = before.archived;
        this.deleted = true;
        this.validFrom = validFrom;
    }

    /** What was sent over what was before. */
    static ItemVersion merged(
            String id, DatasetRow dataset, ItemWrite write, @Nullable ItemVersion before, long validFrom) {
        return new ItemVersion(id, dataset, write, before, validFrom);
    }

    /** The mark that the item is gone from now on. */
    static ItemVersion deletionOf(ItemVersion before, long validFrom) {
        return new ItemVersion(before, validFrom);
    }

    /** Says since when there is a newer version. */
    void end(long validTo) {
        this.validTo = validTo;
    }

    boolean validAt(long time) {
        return validFrom <= time && validTo > time;
    }

    boolean listed() {
        return !deleted && !archived;
    }

    long updatedAt() {
        long end = validTo;
        return end == OPEN ? validFrom : end;
    }

    /** The references of all fields, in the order in which they are answered. */
    List<FoundReference> references() {
        int count = input.references().size()
                + expectedOutput.references().size()
                + metadata.references().size();
        return count == 0 ? List.of() : found().sorted(FoundReference.ORDER).toList();
    }

    /** The references of all fields, in the order in which they were met. */
    Stream<FoundReference> found() {
        return Stream.of(input, expectedOutput, metadata).flatMap(value -> value.references().stream());
    }

    private static FieldValue keep(@Nullable FieldValue sent, @Nullable FieldValue before) {
        if (sent != null) {
            return sent;
        }
        return before == null ? FieldValue.NULL : before;
    }
}
