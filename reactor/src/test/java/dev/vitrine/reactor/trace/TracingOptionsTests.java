package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracingOptionsTests {

    private static TracingSettings resolve(TracingOptions options, Map<String, String> variables) {
        return options.resolve(variables::get);
    }

    @Test
    void resolve_nothingGiven_isTheDefaults() {
        TracingSettings settings = resolve(TracingOptions.create(), Map.of());
        assertThat(settings.enabled()).isTrue();
        assertThat(settings.environment()).isNull();
        assertThat(settings.release()).isNull();
        assertThat(settings.sampling().rate()).isEqualTo(1);
        assertThat(settings.flushAt()).isEqualTo(512);
        assertThat(settings.flushInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.exportPath()).isEqualTo("api/public/otel/v1/traces");
        assertThat(settings.captureIo()).isTrue();
    }

    @Test
    void resolve_variables_areRead() {
        TracingSettings settings = resolve(
                TracingOptions.create(),
                Map.of(
                        "LANGFUSE_TRACING_ENABLED", "False",
                        "LANGFUSE_TRACING_ENVIRONMENT", "staging",
                        "LANGFUSE_RELEASE", "r2",
                        "GIT_COMMIT", "abc",
                        "LANGFUSE_SAMPLE_RATE", "0.25",
                        "LANGFUSE_FLUSH_AT", "7",
                        "LANGFUSE_FLUSH_INTERVAL", "0.5",
                        "LANGFUSE_OTEL_TRACES_EXPORT_PATH", "/x",
                        "LANGFUSE_OBSERVE_DECORATOR_IO_CAPTURE_ENABLED", "0"));
        assertThat(settings.enabled()).isFalse();
        assertThat(settings.environment()).isEqualTo("staging");
        assertThat(settings.release()).isEqualTo("r2");
        assertThat(settings.sampling().rate()).isEqualTo(0.25);
        assertThat(settings.flushAt()).isEqualTo(7);
        assertThat(settings.flushInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.exportPath()).isEqualTo("/x");
        assertThat(settings.captureIo()).isFalse();
    }

    @Test
    void resolve_optionsGiven_winEvenWhenZero() {
        TracingSettings settings = resolve(
                TracingOptions.create()
                        .sampleRate(0.0)
                        .flushAt(3)
                        .flushInterval(Duration.ofSeconds(1))
                        .enabled(true)
                        .captureIo(true),
                Map.of(
                        "LANGFUSE_SAMPLE_RATE", "1.0",
                        "LANGFUSE_FLUSH_AT", "7",
                        "LANGFUSE_FLUSH_INTERVAL", "9",
                        "LANGFUSE_TRACING_ENABLED", "false",
                        "LANGFUSE_OBSERVE_DECORATOR_IO_CAPTURE_ENABLED", "false"));
        assertThat(settings.sampling().rate()).isZero();
        assertThat(settings.flushAt()).isEqualTo(3);
        assertThat(settings.flushInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.enabled()).isTrue();
        assertThat(settings.captureIo()).isTrue();
    }

    @Test
    void release_ofABuildSystem_isTheFirstInOrder() {
        TracingSettings settings = resolve(
                TracingOptions.create(),
                Map.of("GITHUB_SHA", "github", "CI_COMMIT_SHA", "gitlab", "DRONE_COMMIT_SHA", "d"));
        assertThat(settings.release()).isEqualTo("gitlab");
    }

    @Test
    void environment_notValid_isLeftOutWithAWarning() {
        try (Logs logs = Logs.capture()) {
            assertThat(resolve(TracingOptions.create().environment("Langfuse Prod"), Map.of())
                            .environment())
                    .isNull();
            assertThat(logs.warnings()).hasSize(1);
        }
    }

    @Test
    void openTelemetryDisabled_onlyWarns() {
        try (Logs logs = Logs.capture()) {
            assertThat(resolve(TracingOptions.create(), Map.of("OTEL_SDK_DISABLED", "true"))
                            .enabled())
                    .isTrue();
            assertThat(logs.warnings()).singleElement().asString().contains("OTEL_SDK_DISABLED");
        }
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "LANGFUSE_SAMPLE_RATE, much",
        "LANGFUSE_SAMPLE_RATE, 1.5",
        "LANGFUSE_SAMPLE_RATE, NaN",
        "LANGFUSE_FLUSH_AT, 0",
        "LANGFUSE_FLUSH_AT, 1.5",
        "LANGFUSE_FLUSH_INTERVAL, 0",
        "LANGFUSE_FLUSH_INTERVAL, -1",
        "LANGFUSE_FLUSH_INTERVAL, 1e99",
        "LANGFUSE_FLUSH_INTERVAL, soon"
    })
    void variable_notUnderstood_isNamedWithoutItsValue(String variable, String value) {
        assertThatThrownBy(() -> resolve(TracingOptions.create(), Map.of(variable, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(variable)
                .hasMessageContaining("unset");
    }

    @Test
    void options_outOfRange_areRefusedAtOnce() {
        TracingOptions options = TracingOptions.create();
        assertThatThrownBy(() -> options.sampleRate(2)).hasMessageContaining("sampleRate");
        assertThatThrownBy(() -> options.flushAt(0)).hasMessageContaining("flushAt");
        assertThatThrownBy(() -> options.flushInterval(Duration.ZERO)).hasMessageContaining("flushInterval");
        assertThatThrownBy(() -> options.maxQueuedSpans(0)).hasMessageContaining("maxQueuedSpans");
        assertThatThrownBy(() -> options.maxQueuedCharacters(0)).hasMessageContaining("maxQueuedCharacters");
    }
}
