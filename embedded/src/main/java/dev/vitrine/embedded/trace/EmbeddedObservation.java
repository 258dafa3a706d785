package dev.vitrine.embedded.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An observation as the platform understood it, with those below it. A snapshot.
 *
 * @param parentId the parent as it was sent, whether that has arrived or not
 * @param type in upper case, such as {@code GENERATION}
 * @param level {@code DEBUG}, {@code DEFAULT}, {@code WARNING} or {@code ERROR}
 * @param startTime with microseconds, as is {@code endTime}
 * @param input the text that was sent, which is JSON unless it was text; {@code output} likewise
 * @param metadata as JSON text, with what the platform adds: {@code resourceAttributes} and {@code scope}
 * @param usage token counts by kind
 * @param cost costs by kind
 * @param root whether it has no parent, or is marked as the root of its part
 * @param attributes what was sent: text, {@link Long}, {@link Double}, {@link Boolean}, lists and maps of these
 * @param resource the attributes of the resource
 * @param scope the name of the instrumentation scope
 * @param media what is announced for it or referred to in it
 * @param children by their start
 */
public record EmbeddedObservation(
        String id,
        String traceId,
        @Nullable String parentId,
        String name,
        String type,
        String level,
        @Nullable String statusMessage,
        Instant startTime,
        @Nullable Instant endTime,
        @Nullable Instant completionStartTime,
        String environment,
        @Nullable String version,
        @Nullable String release,
        @Nullable String userId,
        @Nullable String sessionId,
        List<String> tags,
        @Nullable String model,
        @Nullable String modelParameters,
        Map<String, Number> usage,
        Map<String, Number> cost,
        @Nullable String promptName,
        @Nullable Integer promptVersion,
        @Nullable String input,
        @Nullable String output,
        String metadata,
        boolean root,
        Map<String, Object> attributes,
        Map<String, Object> resource,
        String scope,
        List<EmbeddedMedia> media,
        List<EmbeddedObservation> children) {

    /** From start to end; zero while there is no end. */
    public Duration duration() {
        return endTime == null ? Duration.ZERO : Duration.between(startTime, endTime);
    }

    /** An attribute as it was sent. */
    public Optional<Object> attribute(String key) {
        return Optional.ofNullable(attributes.get(key));
    }

    /** The first child of this name. */
    public Optional<EmbeddedObservation> child(String name) {
        return children.stream().filter(child -> child.name().equals(name)).findFirst();
    }

    /** This one and all below it, parents first. */
    public Stream<EmbeddedObservation> stream() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(EmbeddedObservation::stream));
    }
}
