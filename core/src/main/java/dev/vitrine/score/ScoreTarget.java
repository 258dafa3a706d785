package dev.vitrine.score;

import java.util.Objects;

/** What a score is about: exactly one of these. */
public sealed interface ScoreTarget {

    static ScoreTarget trace(String traceId) {
        return new Trace(traceId);
    }

    static ScoreTarget observation(String traceId, String observationId) {
        return new Observation(traceId, observationId);
    }

    static ScoreTarget session(String sessionId) {
        return new Session(sessionId);
    }

    static ScoreTarget datasetRun(String datasetRunId) {
        return new DatasetRun(datasetRunId);
    }

    /** A whole trace. */
    record Trace(String traceId) implements ScoreTarget {
        public Trace {
            notEmpty(traceId, "traceId");
        }
    }

    /** One observation of a trace. */
    record Observation(String traceId, String observationId) implements ScoreTarget {
        public Observation {
            notEmpty(traceId, "traceId");
            notEmpty(observationId, "observationId");
        }
    }

    /** All traces of a session. */
    record Session(String sessionId) implements ScoreTarget {
        public Session {
            notEmpty(sessionId, "sessionId");
        }
    }

    /** A run of an experiment over a dataset. */
    record DatasetRun(String datasetRunId) implements ScoreTarget {
        public DatasetRun {
            notEmpty(datasetRunId, "datasetRunId");
        }
    }

    private static void notEmpty(String value, String name) {
        if (Objects.requireNonNull(value, name).isEmpty()) {
            throw new IllegalArgumentException(name + " of a score must not be empty");
        }
    }
}
