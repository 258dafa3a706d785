package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.TestSpan;
import dev.vitrine.embedded.support.TraceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which reads of traces a server in its default mode has. */
class TraceGateTests extends TraceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/public/traces",
                "/api/public/traces/x",
                "/api/public/observations",
                "/api/public/observations/x",
                "/api/public/sessions",
                "/api/public/sessions/x"
            })
    void olderReads_areGatedBeforeKeysAreAskedFor(String path) {
        Answer answer = Api.raw(platform(), null).get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("message").asText())
                .isEqualTo("This endpoint is not available on deployments running in Langfuse v4 events_only mode."
                        + " Learn more about Langfuse v4 at: https://langfuse.com/docs/v4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"traces", "events", "spans", "generations"})
    void olderWrites_areGated(String route) {
        Answer answer = Api.raw(platform(), null).post("/api/public/" + route, "{}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("message").asText()).contains("events_only mode");
    }

    @Test
    void v2AndDeletion_areThere() {
        export(TestSpan.root("a", "1"));
        assertThat(read(V2)).hasSize(1);
        assertThat(api().delete("/api/public/traces/" + TestSpan.trace("a")).status())
                .isEqualTo(200);
        assertThat(read(V2)).isEmpty();
    }
}
