package dev.vitrine.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.reactor.trace.Logs;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the log says when a client is made. */
class StartLinesTests {
    private final Logger level = Logger.getLogger("dev.vitrine");
    private final Logger root = Logger.getLogger("");

    @AfterEach
    void reset() {
        level.setLevel(null);
    }

    @Test
    void start_namesWhatAnOperatorNeeds_andNoSecret() {
        assertThat(logged(builder()
                        .baseUrl("https://eu.example")
                        .header("X-Team", "secret-header")
                        .tracing(tracing -> tracing.environment("staging").sampleRate(0.25))))
                .contains("Langfuse client for https://eu.example with public key pk-lf-1, timeout PT5S,"
                        + " media upload on with 32 at a time, tracing on at sample rate 0.25 for environment staging")
                .doesNotContain("sk-lf")
                .doesNotContain("secret-header")
                .hasLineCount(1);
    }

    @Test
    void start_switchedOffParts_areNamed() {
        assertThat(logged(builder().mediaUploadEnabled(false).tracing(tracing -> tracing.enabled(false))))
                .contains("media upload off", "tracing off");
    }

    @Test
    void debug_isSaidOnce_andTouchesOneLoggerOnly() {
        Level before = root.getLevel();

        assertThat(logged(builder().debug(true))).containsOnlyOnce("Debugging is asked for; the logger is dev.vitrine");
        assertThat(level.getLevel()).isEqualTo(Level.FINE);
        assertThat(root.getLevel()).isEqualTo(before);
    }

    @Test
    void debug_byVariable_onlyForTrue() {
        assertThat(logged(builder("LANGFUSE_DEBUG", "1"))).doesNotContain("Debugging");
        assertThat(level.getLevel()).isNull();
        assertThat(logged(builder("LANGFUSE_DEBUG", "TRUE"))).contains("Debugging is asked for");
        assertThat(level.getLevel()).isEqualTo(Level.FINE);
    }

    private static LangfuseClientBuilder builder() {
        return builder("LANGFUSE_DEBUG", "");
    }

    private static LangfuseClientBuilder builder(String variable, String value) {
        return LangfuseClient.builder()
                .environmentVariables(Map.of(variable, value)::get)
                .publicKey("pk-lf-1")
                .secretKey("sk-lf-1");
    }

    private static String logged(LangfuseClientBuilder builder) {
        try (Logs logs = Logs.capture()) {
            builder.build().close();
            return logs.text();
        }
    }
}
