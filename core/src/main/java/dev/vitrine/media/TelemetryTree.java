package dev.vitrine.media;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@link MediaTree} for telemetry: it finds more, and never ends with an exception of its own.
 *
 * <p>Besides {@link Media} and {@link ReferencedMedia} it finds {@link EmbeddedMedia}: Base64 data URIs at any place, and
 * the Base64 in the shapes of OpenAI ({@code input_audio}, {@code file}), Anthropic ({@code type: base64}), Vertex
 * ({@code type: media}) and Gemini ({@code inline_data}). Of a shape only the text is found; what is around it stays.
 *
 * <p>What contains itself, can be read only once, or lies beyond a limit is passed over and stays what it is. Getters of
 * the application's own objects may still throw what they like.
 */
public final class TelemetryTree {
    private TelemetryTree() {}

    /**
     * What a walk found.
     *
     * @param media in order
     * @param cut whether something was passed over for a limit
     * @param bytes about what a copy of all that was walked takes, the characters of its texts included
     */
    public record Findings(List<MediaOccurrence> media, boolean cut, long bytes) {}

    /** Walks all of {@code root}, which must not change meanwhile. Decodes and digests nothing. */
    public static Findings find(@Nullable Object root, WalkLimits limits) {
        TreeWalk walk = new TreeWalk(root, limits, new WalkRules(true, true, false));
        List<MediaOccurrence> found = new ArrayList<>();
        for (MediaOccurrence next = walk.next(); next != null; next = walk.next()) {
            found.add(next);
        }
        return new Findings(List.copyOf(found), walk.cut(), walk.bytes());
    }

    /**
     * {@code root} with each of what {@link #find} found replaced, in the same order. {@code root} is not changed.
     *
     * @param snapshot copies all containers that were walked, so that the result does not change with {@code root}; else
     *     those without media are the same instances as before
     */
    public static @Nullable Object replace(
            @Nullable Object root,
            WalkLimits limits,
            boolean snapshot,
            Function<? super MediaOccurrence, ? extends @Nullable Object> to) {
        TreeWalk walk = new TreeWalk(root, limits, new WalkRules(true, true, snapshot));
        for (MediaOccurrence next = walk.next(); next != null; next = walk.next()) {
            walk.put(to.apply(next));
        }
        return walk.result();
    }
}
