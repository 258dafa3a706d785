package dev.vitrine.score;

import java.util.Objects;
import java.util.Optional;

/** A score's value with its type. Made by the factories of {@link Score}. */
public sealed interface ScoreValue {
    /** The longest text that the platform takes as a {@link Text}. */
    int MAX_TEXT = 500;

    ScoreDataType dataType();

    /** What is sent: a {@code Double}, an {@code Integer} 0 or 1, or a {@code String}. */
    Object wireValue();

    /** Why the platform could not take this value, in words that do not repeat it; empty when it can. */
    default Optional<String> problem() {
        return Optional.empty();
    }

    /** A finite number. */
    record Numeric(double number) implements ScoreValue {
        @Override
        public ScoreDataType dataType() {
            return ScoreDataType.NUMERIC;
        }

        @Override
        public Object wireValue() {
            return number;
        }

        @Override
        public Optional<String> problem() {
            return Double.isFinite(number)
                    ? Optional.empty()
                    : Optional.of("a numeric value must be finite, not " + number);
        }
    }

    /** One of several names. */
    record Categorical(String category) implements ScoreValue {
        public Categorical {
            Objects.requireNonNull(category, "category");
        }

        @Override
        public ScoreDataType dataType() {
            return ScoreDataType.CATEGORICAL;
        }

        @Override
        public Object wireValue() {
            return category;
        }
    }

    /** Sent as 1 or 0, which is what the platform takes; it refuses JSON's {@code true}. */
    record Bool(boolean truth) implements ScoreValue {
        @Override
        public ScoreDataType dataType() {
            return ScoreDataType.BOOLEAN;
        }

        @Override
        public Object wireValue() {
            return truth ? 1 : 0;
        }
    }

    /** A remark of 1 to 500 characters. */
    record Text(String text) implements ScoreValue {
        public Text {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public ScoreDataType dataType() {
            return ScoreDataType.TEXT;
        }

        @Override
        public Object wireValue() {
            return text;
        }

        @Override
        public Optional<String> problem() {
            return !text.isEmpty() && text.length() <= MAX_TEXT
                    ? Optional.empty()
                    : Optional.of("a text value must have 1 to " + MAX_TEXT + " characters, not " + text.length());
        }
    }

    /** What the output should have been. */
    record Correction(String output) implements ScoreValue {
        public Correction {
            Objects.requireNonNull(output, "output");
        }

        @Override
        public ScoreDataType dataType() {
            return ScoreDataType.CORRECTION;
        }

        @Override
        public Object wireValue() {
            return output;
        }
    }
}
