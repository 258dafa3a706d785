package dev.vitrine.score;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A judgement of a trace, an observation, a session or a dataset run. Immutable: each method gives a changed copy.
 *
 * <pre>{@code Score.numeric("accuracy", 0.9).trace(traceId).comment("two of three")}</pre>
 *
 * <p>A value that the platform cannot take (a NaN, a text that is too long) makes no exception here, because it was
 * computed by someone; it is refused when the score is created.
 *
 * @param name not blank; with a config, the config's name takes its place on the platform
 * @param value the value and its type
 * @param target what is scored; null where the caller's place says it, as in {@code scoreCurrentTrace}
 * @param id null for a random one
 * @param comment free text
 * @param configId a score config, which the platform holds the value against later on, silently
 * @param metadata any object, written leniently
 * @param environment null for that of the scored observation, or of the client
 * @param timestamp null for the moment of creation
 */
public record Score(
        String name,
        ScoreValue value,
        @Nullable ScoreTarget target,
        @Nullable ScoreId id,
        @Nullable String comment,
        @Nullable String configId,
        @Nullable Object metadata,
        @Nullable String environment,
        @Nullable Instant timestamp) {
    private static final String CORRECTION_NAME = "output";

    public Score {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a score must not be blank");
        }
    }

    public static Score of(String name, ScoreValue value) {
        return new Score(name, value, null, null, null, null, null, null, null);
    }

    public static Score numeric(String name, double value) {
        return of(name, new ScoreValue.Numeric(value));
    }

    public static Score categorical(String name, String category) {
        return of(name, new ScoreValue.Categorical(category));
    }

    public static Score bool(String name, boolean value) {
        return of(name, new ScoreValue.Bool(value));
    }

    /** @param text 1 to 500 characters */
    public static Score text(String name, String text) {
        return of(name, new ScoreValue.Text(text));
    }

    /** What the output should have been. The platform fixes its name. */
    public static Score correction(String output) {
        return of(CORRECTION_NAME, new ScoreValue.Correction(output));
    }

    public Score trace(String traceId) {
        return target(ScoreTarget.trace(traceId));
    }

    public Score observation(String traceId, String observationId) {
        return target(ScoreTarget.observation(traceId, observationId));
    }

    public Score session(String sessionId) {
        return target(ScoreTarget.session(sessionId));
    }

    public Score datasetRun(String datasetRunId) {
        return target(ScoreTarget.datasetRun(datasetRunId));
    }

    public Score target(ScoreTarget target) {
        Objects.requireNonNull(target, "target");
        return new Score(name, value, target, id, comment, configId, metadata, environment, timestamp);
    }

    /** The same id again overwrites the score, so that a repeated run makes no second one. */
    public Score id(String id) {
        return id(new ScoreId(id));
    }

    public Score id(ScoreId id) {
        Objects.requireNonNull(id, "id");
        return new Score(name, value, target, id, comment, configId, metadata, environment, timestamp);
    }

    public Score comment(@Nullable String text) {
        return new Score(name, value, target, id, text, configId, metadata, environment, timestamp);
    }

    public Score configId(@Nullable String id) {
        return new Score(name, value, target, this.id, comment, id, metadata, environment, timestamp);
    }

    public Score metadata(@Nullable Object value) {
        return new Score(name, this.value, target, id, comment, configId, value, environment, timestamp);
    }

    public Score environment(@Nullable String name) {
        return new Score(this.name, value, target, id, comment, configId, metadata, name, timestamp);
    }

    public Score timestamp(@Nullable Instant moment) {
        return new Score(name, value, target, id, comment, configId, metadata, environment, moment);
    }

    /** Why the platform could not take this score, in words that do not repeat its value; empty when it can. */
    public Optional<String> problem() {
        if (value instanceof ScoreValue.Correction) {
            if (configId != null) {
                return Optional.of("a correction takes no configId");
            }
            if (target instanceof ScoreTarget.Session || target instanceof ScoreTarget.DatasetRun) {
                return Optional.of("a correction is of a trace or an observation");
            }
        }
        if (value instanceof ScoreValue.Text && configId != null) {
            return Optional.of("a text value takes no configId");
        }
        return value.problem();
    }

    /** Without value, comment and metadata, which may be private. */
    @Override
    public String toString() {
        return "Score[" + name + ", " + value.dataType() + ", " + (target == null ? "no target" : target) + "]";
    }
}
