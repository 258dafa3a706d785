package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.support.PlatformTest;
import org.junit.jupiter.api.Test;

/** What a server in dual mode has beyond the default. */
class DualModeTests extends PlatformTest {

    @Override
    protected void configure(EmbeddedLangfuseBuilder builder) {
        builder.writeMode(WriteMode.DUAL);
    }

    @Test
    void ingestion_takesOlderEvents() {
        JsonNode answer = api().post(
                        "/api/public/ingestion",
                        "{\"batch\":[{\"id\":\"e\",\"type\":\"trace-create\",\"timestamp\":\"2026-11-21T12:00:00Z\",\"body\":{}}]}")
                .json();
        assertThat(answer.get("successes")).hasSize(1);
        assertThat(answer.get("errors")).isEmpty();
    }

    @Test
    void olderReads_showScoresFlat() {
        api().post(
                        "/api/public/scores",
                        "{\"id\":\"b\",\"name\":\"n\",\"value\":1,\"dataType\":\"BOOLEAN\",\"sessionId\":\"s\"}");
        api().post(
                        "/api/public/scores",
                        "{\"id\":\"t\",\"name\":\"n\",\"value\":\"x\",\"dataType\":\"TEXT\",\"traceId\":\"t\"}");
        JsonNode v2 = api().get("/api/public/v2/scores/b").json();
        assertThat(v2.get("value").asInt()).isEqualTo(1);
        assertThat(v2.get("stringValue").asText()).isEqualTo("True");
        assertThat(v2.get("sessionId").asText()).isEqualTo("s");
        assertThat(api().get("/api/public/scores/b").json().has("sessionId")).isFalse();
        assertThat(api().get("/api/public/v2/scores/t").json().has("value")).isFalse();
        JsonNode page = api().get("/api/public/v2/scores?limit=1&page=2").json();
        assertThat(page.get("data")).hasSize(1);
        assertThat(page.get("meta").get("totalPages").asInt()).isEqualTo(2);
        assertThat(api().get("/api/public/scores?dataType=TEXT").json().get("data"))
                .hasSize(1);
        assertThat(api().get("/api/public/v2/scores/none").json().get("message").asText())
                .isEqualTo("Score not found");
    }
}
