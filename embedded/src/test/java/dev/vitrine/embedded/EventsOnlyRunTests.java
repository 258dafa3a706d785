package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.content.ContentDigest;
import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.PlatformTest;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dataset runs on a server in its default mode: it names the run and keeps nothing. */
class EventsOnlyRunTests extends PlatformTest {
    private static final String RUN_ITEMS = "/api/public/dataset-run-items";
    private String datasetId = "";

    @BeforeEach
    void oneItem() {
        datasetId = dataset("d");
        item("{\"datasetName\":\"d\",\"id\":\"i\",\"input\":1}");
    }

    private Answer link(String run, String item, String more) {
        return api().post(RUN_ITEMS, "{\"runName\":\"" + run + "\",\"datasetItemId\":\"" + item + "\"" + more + "}");
    }

    @Test
    void create_answersOneIdForOneName_andStoresNothing() {
        JsonNode first =
                link("r ü", "i", ",\"traceId\":\"t\",\"observationId\":\"o\"").json();
        String text = "[\"langfuse-experiment-v1\",\"embedded-project\",\"" + datasetId + "\",\"r ü\"]";
        String sha256 = HexFormat.of()
                .formatHex(Base64.getDecoder()
                        .decode(ContentDigest.ofContent(ByteBuffer.wrap(bytes(text)))
                                .sha256Base64()));
        assertThat(first.get("datasetRunId").asText()).isEqualTo(sha256.substring(0, 16));
        assertThat(first.get("traceId").asText()).isEqualTo("t");
        assertThat(first.get("observationId").asText()).isEqualTo("o");
        JsonNode again = link("r ü", "i", ",\"traceId\":\"t2\"").json();
        assertThat(again.get("datasetRunId")).isEqualTo(first.get("datasetRunId"));
        assertThat(again.get("id")).isNotEqualTo(first.get("id"));
        assertThat(link("other", "i", ",\"traceId\":\"t\"").json().get("datasetRunId"))
                .isNotEqualTo(first.get("datasetRunId"));
        assertThat(platform().runs()).isEmpty();
        assertThat(api().get("/api/public/datasets/d").json().get("runs")).isEmpty();
    }

    @Test
    void create_unknownObservation_isTaken_withoutTrace() {
        JsonNode answer = link("r", "i", ",\"observationId\":\"nowhere\",\"createdAt\":\"2026-01-01T00:00:00Z\"")
                .json();
        assertThat(answer.get("traceId").asText()).isEmpty();
        assertThat(answer.get("createdAt").asText()).isEqualTo("2026-01-01T00:00:00.000Z");
    }

    @Test
    void create_checksBodyAndItem() {
        assertThat(link("r", "none", ",\"traceId\":\"t\"").status()).isEqualTo(404);
        item("{\"datasetName\":\"d\",\"id\":\"i\",\"status\":\"ARCHIVED\"}");
        assertThat(link("r", "i", ",\"traceId\":\"t\"").status()).isEqualTo(404);
        assertThat(link("r", "i", "").status()).isEqualTo(400);
        assertThat(link("r", "i", ",\"traceId\":\"t\",\"x\":1").status()).isEqualTo(400);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET,/api/public/dataset-run-items",
        "GET,/api/public/datasets/d/runs",
        "GET,/api/public/datasets/d/runs/r",
        "DELETE,/api/public/datasets/d/runs/r"
    })
    void olderRoutes_are404_beforeKeysAreAskedFor(String method, String path) {
        Api anybody = Api.raw(platform(), null);
        Answer answer = method.equals("GET") ? anybody.get(path) : anybody.delete(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text())
                .isEqualTo("{\"message\":\"This endpoint is not available on deployments running in Langfuse v4"
                        + " events_only mode. Learn more about Langfuse v4 at: https://langfuse.com/docs/v4\"}");
    }
}
