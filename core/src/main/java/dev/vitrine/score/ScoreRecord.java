package dev.vitrine.score;

import dev.vitrine.json.JsonValue;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A score as the platform has it. What a {@link Score} cannot say, such as a kind of value that came later, is kept.
 *
 * @param id null where the platform names none
 * @param name the score's, or its config's
 * @param dataType as the platform names it, such as {@code NUMERIC}; empty where it says none
 * @param value a number, a boolean or a text
 * @param source such as {@code API}, {@code EVAL} or {@code ANNOTATION}
 * @param timestamp when it was made
 * @param environment of what was scored
 * @param comment null where there is none, or where the platform leaves it out
 * @param configId null where there is none, or where the platform leaves it out
 * @param metadata the null value where there is none, or where the platform leaves it out
 */
public record ScoreRecord(
        @Nullable String id,
        String name,
        String dataType,
        JsonValue value,
        @Nullable String source,
        @Nullable Instant timestamp,
        @Nullable String environment,
        @Nullable String comment,
        @Nullable String configId,
        JsonValue metadata) {

    public ScoreRecord {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(dataType, "dataType");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(metadata, "metadata");
    }

    /** The value by its type; empty for a type that this version does not know, and for a value that is not of its type. */
    public Optional<ScoreValue> typedValue() {
        return Optional.ofNullable(
                switch (dataType) {
                    case "NUMERIC" -> value.kind() == JsonValue.Kind.NUMBER ? new ScoreValue.Numeric(asNumber()) : null;
                    case "BOOLEAN" ->
                        switch (value.kind()) {
                            case BOOLEAN -> new ScoreValue.Bool(Boolean.TRUE.equals(value.as(Boolean.class)));
                            case NUMBER -> new ScoreValue.Bool(asNumber() == 1);
                            default -> null;
                        };
                    case "CATEGORICAL" -> isText() ? new ScoreValue.Categorical(asText()) : null;
                    case "TEXT" -> isText() ? new ScoreValue.Text(asText()) : null;
                    case "CORRECTION" -> isText() ? new ScoreValue.Correction(asText()) : null;
                    default -> null;
                });
    }

    /** The value as a number, a boolean as 1 or 0; empty for anything else. */
    public OptionalDouble number() {
        ScoreValue known = typedValue().orElse(null);
        if (known instanceof ScoreValue.Numeric numeric) {
            return OptionalDouble.of(numeric.number());
        }
        return known instanceof ScoreValue.Bool bool ? OptionalDouble.of(bool.truth() ? 1 : 0) : OptionalDouble.empty();
    }

    private boolean isText() {
        return value.kind() == JsonValue.Kind.STRING;
    }

    private String asText() {
        return Objects.requireNonNull(value.as(String.class));
    }

    private double asNumber() {
        return Objects.requireNonNull(value.as(Double.class));
    }

    /** Without value, comment and metadata, which may be private. */
    @Override
    public String toString() {
        return "ScoreRecord[" + name + ", " + dataType + "]";
    }
}
