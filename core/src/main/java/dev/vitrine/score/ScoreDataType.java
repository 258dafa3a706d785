package dev.vitrine.score;

/** The kinds of score values, as the platform names them. */
public enum ScoreDataType {
    NUMERIC,
    CATEGORICAL,
    BOOLEAN,
    TEXT,
    CORRECTION
}
