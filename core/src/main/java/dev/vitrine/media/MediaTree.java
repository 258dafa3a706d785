package dev.vitrine.media;

import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds and replaces media in data: maps, collections, arrays, {@code Optional}, {@code JsonValue}, {@code JsonNode} of
 * Jackson 2, records and other objects as Jackson sees them. Cycles are told by the ancestors alone; what is shared is
 * visited each time.
 *
 * <p>Maps, collections and arrays are walked one value at a time. A record or another object is read as a whole when the
 * walk comes to it, into memory, and counts as one value if it holds no media. Iterators and streams end the walk with
 * an exception, because they could not be read a second time. Bytes, times, paths and other values of the JDK hold none.
 */
public final class MediaTree {
    private MediaTree() {}

    /**
     * The media in {@code root}, in order, found lazily as the stream is consumed: depth first, on an explicit stack.
     * What is held is one frame for each container on the way.
     *
     * @throws MediaTreeException from the stream's terminal operation, on a cycle, beyond a limit, or at an object that
     *     cannot be read
     */
    public static Stream<MediaOccurrence> find(@Nullable Object root, WalkLimits limits) {
        Objects.requireNonNull(limits, "limits");
        return StreamSupport.stream(
                () -> Spliterators.spliteratorUnknownSize(
                        new Occurrences(new TreeWalk(root, limits)),
                        Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE),
                Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE,
                false);
    }

    /**
     * {@code root} with every media replaced, in one walk. What {@code root} holds is not changed: a container with
     * media becomes a map or a list (sets too), in the same order, as does a record or other object; a container without
     * media, at any depth, is the same instance as before. An {@code Optional} with media becomes what it holds.
     *
     * @param to asked once for each place, in order; may give null
     * @throws MediaTreeException on a cycle, beyond a limit, or at an object that cannot be read
     */
    public static @Nullable Object replace(
            @Nullable Object root,
            WalkLimits limits,
            Function<? super MediaOccurrence, ? extends @Nullable Object> to) {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(to, "to");
        TreeWalk walk = new TreeWalk(root, limits);
        for (MediaOccurrence found = walk.next(); found != null; found = walk.next()) {
            walk.put(to.apply(found));
        }
        return walk.result();
    }
}
