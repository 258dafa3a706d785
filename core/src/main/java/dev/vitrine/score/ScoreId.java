package dev.vitrine.score;

import java.util.Objects;
import java.util.UUID;

/** A score's id: 1 to 800 characters without a carriage return. The same id again overwrites the score. */
public record ScoreId(String value) {
    private static final int LONGEST = 800;

    public ScoreId {
        Objects.requireNonNull(value, "value");
        if (value.isEmpty() || value.length() > LONGEST || value.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("id of a score must have 1 to " + LONGEST
                    + " characters and no carriage return; it has " + value.length() + " characters");
        }
    }

    public static ScoreId random() {
        return new ScoreId(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
