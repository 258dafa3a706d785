package dev.vitrine.reactor.trace;

import dev.vitrine.trace.TraceSampling;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Settings of tracing from outside the program. */
record TracingVariables(Function<String, @Nullable String> lookup) {
    private static final List<String> COMMITS = List.of(
            "RENDER_GIT_COMMIT",
            "CI_COMMIT_SHA",
            "CIRCLE_SHA1",
            "SOURCE_VERSION",
            "TRAVIS_COMMIT",
            "GIT_COMMIT",
            "GITHUB_SHA",
            "BITBUCKET_COMMIT",
            "BUILD_SOURCEVERSION",
            "DRONE_COMMIT_SHA");
    private static final BigDecimal LONGEST_INTERVAL =
            BigDecimal.valueOf(Duration.ofDays(1).toSeconds());

    boolean enabled() {
        return !"false".equalsIgnoreCase(text("LANGFUSE_TRACING_ENABLED"));
    }

    boolean captureIo() {
        String text = text("LANGFUSE_OBSERVE_DECORATOR_IO_CAPTURE_ENABLED");
        return !"false".equalsIgnoreCase(text) && !"0".equals(text);
    }

    boolean openTelemetryDisabled() {
        return "true".equalsIgnoreCase(text("OTEL_SDK_DISABLED"));
    }

    @Nullable
    String environment() {
        return text("LANGFUSE_TRACING_ENVIRONMENT");
    }

    @Nullable
    String release() {
        String given = text("LANGFUSE_RELEASE");
        for (int i = 0; given == null && i < COMMITS.size(); i++) {
            given = text(COMMITS.get(i));
        }
        return given;
    }

    String exportPath() {
        String path = text("LANGFUSE_OTEL_TRACES_EXPORT_PATH");
        return path != null ? path : ExportSettings.DEFAULT_PATH;
    }

    double sampleRate() {
        String text = text("LANGFUSE_SAMPLE_RATE");
        if (text == null) {
            return 1;
        }
        try {
            return TraceSampling.of(Double.parseDouble(text)).rate();
        } catch (IllegalArgumentException e) { // also what is no number
            throw new IllegalArgumentException(
                    "LANGFUSE_SAMPLE_RATE must be a number from 0.0 to 1.0; correct or unset it");
        }
    }

    int flushAt() {
        String text = text("LANGFUSE_FLUSH_AT");
        if (text == null) {
            return ExportSettings.DEFAULT_BATCH;
        }
        try {
            return Options.requirePositive(Integer.parseInt(text), "LANGFUSE_FLUSH_AT");
        } catch (IllegalArgumentException e) { // also what is no number
            throw new IllegalArgumentException(
                    "LANGFUSE_FLUSH_AT must be a whole number of spans, 1 or more; correct or unset it");
        }
    }

    Duration flushInterval() {
        String text = text("LANGFUSE_FLUSH_INTERVAL");
        if (text == null) {
            return ExportSettings.DEFAULT_INTERVAL;
        }
        try {
            BigDecimal seconds = new BigDecimal(text);
            if (seconds.signum() > 0 && seconds.compareTo(LONGEST_INTERVAL) <= 0) {
                return Duration.ofNanos(Math.max(1, seconds.movePointRight(9).longValue()));
            }
        } catch (NumberFormatException notANumber) {
            // the same fault, told the same way
        }
        throw new IllegalArgumentException(
                "LANGFUSE_FLUSH_INTERVAL must be a number of seconds, more than 0 and at most a day; correct or unset it");
    }

    private @Nullable String text(String variable) {
        String value = lookup.apply(variable);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
