package dev.vitrine.trace;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a trace is to say, written on one of its observations. Prefer {@link PropagatedAttributes} for user, session, tags
 * and metadata: the platform counts by observation, and only propagation puts them on each.
 *
 * <p>Immutable: each method returns another update. Null gives nothing.
 */
public record TraceUpdate(
        @Nullable String name,
        @Nullable String userId,
        @Nullable String sessionId,
        @Nullable String version,
        @Nullable Object input,
        @Nullable Object output,
        @Nullable Object metadata,
        List<String> tags,
        @Nullable Boolean isPublic) {
    private static final TraceUpdate NONE = new TraceUpdate(null, null, null, null, null, null, null, List.of(), null);

    public TraceUpdate {
        tags = List.copyOf(tags);
    }

    /** An update that changes nothing: where to start. */
    public static TraceUpdate none() {
        return NONE;
    }

    public TraceUpdate withName(@Nullable String value) {
        return new TraceUpdate(value, userId, sessionId, version, input, output, metadata, tags, isPublic);
    }

    public TraceUpdate withUserId(@Nullable String value) {
        return new TraceUpdate(name, value, sessionId, version, input, output, metadata, tags, isPublic);
    }

    public TraceUpdate withSessionId(@Nullable String value) {
        return new TraceUpdate(name, userId, value, version, input, output, metadata, tags, isPublic);
    }

    public TraceUpdate withVersion(@Nullable String value) {
        return new TraceUpdate(name, userId, sessionId, value, input, output, metadata, tags, isPublic);
    }

    public TraceUpdate withInput(@Nullable Object value) {
        return new TraceUpdate(name, userId, sessionId, version, value, output, metadata, tags, isPublic);
    }

    public TraceUpdate withOutput(@Nullable Object value) {
        return new TraceUpdate(name, userId, sessionId, version, input, value, metadata, tags, isPublic);
    }

    public TraceUpdate withMetadata(@Nullable Object value) {
        return new TraceUpdate(name, userId, sessionId, version, input, output, value, tags, isPublic);
    }

    /** Without those that stand twice. */
    public TraceUpdate withTags(String... values) {
        Objects.requireNonNull(values, "values");
        Set<String> distinct = new LinkedHashSet<>(Arrays.asList(values));
        return new TraceUpdate(
                name, userId, sessionId, version, input, output, metadata, List.copyOf(distinct), isPublic);
    }

    /** Whether anybody who knows its address may read the trace. */
    public TraceUpdate withPublic(boolean value) {
        return new TraceUpdate(name, userId, sessionId, version, input, output, metadata, tags, value);
    }

    /** Without any value. */
    @Override
    public String toString() {
        return "TraceUpdate";
    }
}
