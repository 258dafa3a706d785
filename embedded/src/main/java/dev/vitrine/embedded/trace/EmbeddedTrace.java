package dev.vitrine.embedded.trace;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A trace as the platform understood it. A snapshot.
 *
 * @param name what a span said of the trace, or the name of its root
 * @param timestamp the start of its root, or of its first span
 * @param tags of all its spans, each once
 * @param metadata of the trace, as JSON text
 * @param input the trace's own, or that of its root; text as it was sent; {@code output} likewise
 * @param media what is announced for the trace itself
 * @param roots the observations without a parent in this trace, by their start; usually one
 */
public record EmbeddedTrace(
        String id,
        @Nullable String name,
        Instant timestamp,
        @Nullable String userId,
        @Nullable String sessionId,
        @Nullable String release,
        @Nullable String version,
        String environment,
        boolean isPublic,
        List<String> tags,
        String metadata,
        @Nullable String input,
        @Nullable String output,
        List<EmbeddedMedia> media,
        List<EmbeddedObservation> roots) {

    /** All observations, parents first. */
    public Stream<EmbeddedObservation> observations() {
        return roots.stream().flatMap(EmbeddedObservation::stream);
    }

    /** The first observation of this name, parents first. */
    public Optional<EmbeddedObservation> observation(String name) {
        return observations()
                .filter(observation -> observation.name().equals(name))
                .findFirst();
    }

    /** The media of the trace and of all its observations. */
    public List<EmbeddedMedia> allMedia() {
        return Stream.concat(media.stream(), observations().flatMap(each -> each.media().stream()))
                .toList();
    }

    /**
     * The trace as text, a line for each observation and each media:
     *
     * <pre>{@code
     * trace 0af7651916cd43dd8448eb211c80319c "support" [vip]
     * └─ AGENT support  120 ms
     *    └─ GENERATION answer  80 ms  gpt-5  input 12, output 3
     *       · input: image/png, 2,345 bytes, uploaded, media 7kLq…
     * }</pre>
     */
    public String render() {
        return TraceText.of(this);
    }
}
