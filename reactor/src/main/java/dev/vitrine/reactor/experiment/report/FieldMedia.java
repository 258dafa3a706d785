package dev.vitrine.reactor.experiment.report;

import dev.vitrine.media.MediaOccurrence;
import dev.vitrine.media.MediaTree;
import dev.vitrine.media.MediaTreeException;
import dev.vitrine.media.WalkLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The media in a value. */
final class FieldMedia {
    static final WalkLimits LIMITS = new WalkLimits(64, 1_000_000);

    private FieldMedia() {}

    /** None where the value cannot be walked: it is shown all the same. */
    static List<MediaOccurrence> in(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        try {
            return MediaTree.find(value, LIMITS).toList();
        } catch (MediaTreeException | IllegalStateException e) {
            return List.of();
        }
    }
}
