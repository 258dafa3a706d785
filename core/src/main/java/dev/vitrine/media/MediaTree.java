package dev.vitrine.media;

import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds and replaces media in data: maps, collections, arrays, {@code Optional}, {@code JsonNode}, records and other
 * objects as Jackson sees them. Cycles are told by the ancestors alone; what is shared is visited each time.
 */
public final class MediaTree {
    private MediaTree() {}

    /**
     * The media in {@code root}, in order, found lazily as the stream is consumed: depth first, on an explicit stack.
     *
     * @throws MediaTreeException from the stream's terminal operation, on a cycle or beyond a limit
     */
    public static Stream<MediaOccurrence> find(@Nullable Object root, WalkLimits limits) {
        throw new UnsupportedOperationException("soon");
    }

    /**
     * A copy of {@code root} as maps, lists and scalars with every media replaced. What {@code root} holds is not
     * changed; subtrees without media may be shared with it.
     */
    public static @Nullable Object replace(
            @Nullable Object root,
            WalkLimits limits,
            Function<? super MediaOccurrence, ? extends @Nullable Object> to) {
        throw new UnsupportedOperationException("soon");
    }
}
