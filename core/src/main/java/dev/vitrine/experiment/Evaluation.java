package dev.vitrine.experiment;

import dev.vitrine.score.Score;
import dev.vitrine.score.ScoreTarget;
import dev.vitrine.score.ScoreValue;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One judgement that an evaluator gives. Immutable: each method gives a changed copy.
 *
 * <pre>{@code Evaluation.numeric("accuracy", 0.9).comment("two of three")}</pre>
 *
 * @param name not blank
 * @param value null for what was {@linkplain #skipped skipped}: kept in results, never sent as a score
 * @param comment free text
 * @param metadata any object, written leniently
 * @param configId a score config
 */
public record Evaluation(
        String name,
        @Nullable ScoreValue value,
        @Nullable String comment,
        @Nullable Object metadata,
        @Nullable String configId) {
    public Evaluation {
        Objects.requireNonNull(name, "name");
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of an evaluation must not be blank");
        }
    }

    public static Evaluation of(String name, ScoreValue value) {
        return new Evaluation(name, Objects.requireNonNull(value, "value"), null, null, null);
    }

    public static Evaluation numeric(String name, double value) {
        return of(name, new ScoreValue.Numeric(value));
    }

    public static Evaluation categorical(String name, String category) {
        return of(name, new ScoreValue.Categorical(category));
    }

    public static Evaluation bool(String name, boolean value) {
        return of(name, new ScoreValue.Bool(value));
    }

    /** @param text 1 to 500 characters */
    public static Evaluation text(String name, String text) {
        return of(name, new ScoreValue.Text(text));
    }

    /** No judgement was possible; {@code comment} says why. */
    public static Evaluation skipped(String name, String comment) {
        return new Evaluation(name, null, Objects.requireNonNull(comment, "comment"), null, null);
    }

    public Evaluation comment(@Nullable String text) {
        return new Evaluation(name, value, text, metadata, configId);
    }

    public Evaluation metadata(@Nullable Object value) {
        return new Evaluation(name, this.value, comment, value, configId);
    }

    public Evaluation configId(@Nullable String id) {
        return new Evaluation(name, value, comment, metadata, id);
    }

    /** The value as a number, a boolean as 1 or 0; empty for texts and for what was skipped. */
    public OptionalDouble number() {
        if (value instanceof ScoreValue.Numeric numeric) {
            return OptionalDouble.of(numeric.number());
        }
        return value instanceof ScoreValue.Bool bool ? OptionalDouble.of(bool.truth() ? 1 : 0) : OptionalDouble.empty();
    }

    /** As a score of {@code target}; empty for what was skipped. */
    public Optional<Score> score(ScoreTarget target) {
        return value == null
                ? Optional.empty()
                : Optional.of(Score.of(name, value)
                        .target(target)
                        .comment(comment)
                        .metadata(metadata)
                        .configId(configId));
    }

    /** Without value, comment and metadata, which may be private. */
    @Override
    public String toString() {
        return "Evaluation[" + name + (value == null ? ", skipped]" : ", " + value.dataType() + "]");
    }
}
