package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.dataset.RunSummary;
import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.PlatformTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dataset runs on a server that stores them. */
class RunTests extends PlatformTest {
    private static final String RUN_ITEMS = "/api/public/dataset-run-items";
    private String datasetId = "";

    @Override
    protected void configure(EmbeddedLangfuseBuilder builder) {
        builder.writeMode(WriteMode.DUAL);
    }

    @BeforeEach
    void items() {
        datasetId = dataset("d");
        IntStream.range(0, 3)
                .forEach(i -> item("{\"datasetName\":\"d\",\"id\":\"item-" + i + "\",\"input\":" + i + "}"));
    }

    private Answer link(String run, String item, String more) {
        return api().post(RUN_ITEMS, "{\"runName\":\"" + run + "\",\"datasetItemId\":\"" + item + "\"" + more + "}");
    }

    private Answer list(String run) {
        return api().get(RUN_ITEMS + "?datasetId=" + datasetId + "&runName=" + run);
    }

    @Test
    void create_answersTheLink_andMakesTheRunOnce() {
        Answer answer = link(
                "r",
                "item-0",
                ",\"traceId\":\"t\",\"observationId\":\"o\",\"runDescription\":\"first\",\"metadata\":[1]");
        JsonNode first = answer.json();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("{\"id\":\"" + first.get("id").asText() + "\",\"datasetRunId\":\""
                        + first.get("datasetRunId").asText() + "\",\"datasetRunName\":\"r\","
                        + "\"datasetItemId\":\"item-0\",\"traceId\":\"t\",\"observationId\":\"o\","
                        + "\"createdAt\":\"2026-11-21T12:00:00.000Z\",\"updatedAt\":\"2026-11-21T12:00:00.000Z\"}");
        JsonNode second = link("r", "item-1", ",\"traceId\":\"t2\",\"runDescription\":\"second\"")
                .json();
        assertThat(second.get("datasetRunId")).isEqualTo(first.get("datasetRunId"));
        assertThat(second.get("observationId").isNull()).isTrue();
        JsonNode run = api().get("/api/public/datasets/d/runs/r").json();
        assertThat(run.get("id")).isEqualTo(first.get("datasetRunId"));
        assertThat(run.get("description").asText()).isEqualTo("first");
        assertThat(run.get("metadata").toString()).isEqualTo("{\"metadata\":[1]}");
        assertThat(run.get("datasetName").asText()).isEqualTo("d");
        assertThat(run.get("datasetRunItems").findValuesAsText("datasetItemId"))
                .containsExactlyInAnyOrder("item-0", "item-1");
    }

    @Test
    void runs_ofTheJavaView_haveEachItemOnce() {
        link("r", "item-1", ",\"traceId\":\"t1\"");
        link("r", "item-0", ",\"traceId\":\"t0\",\"observationId\":\"o0\"");
        clock.advance(Duration.ofSeconds(1));
        String id = link("r", "item-1", ",\"traceId\":\"again\"")
                .json()
                .get("datasetRunId")
                .asText();
        assertThat(platform().runs())
                .containsExactly(new RunSummary(
                        id,
                        "r",
                        datasetId,
                        List.of(
                                new RunSummary.Item("item-0", "t0", "o0"),
                                new RunSummary.Item("item-1", "again", null))));
        assertThat(list("r").json().get("data")).hasSize(2);
    }

    @Test
    void create_givenTime_isEchoed_andTheRunsOnlyIfItIsNew() {
        String at = ",\"traceId\":\"t\",\"createdAt\":\"2026-01-02T03:04:05+01:00\"";
        assertThat(link("r", "item-0", at).json().get("createdAt").asText()).isEqualTo("2026-01-02T02:04:05.000Z");
        link("r", "item-1", ",\"traceId\":\"t\",\"createdAt\":\"2025-01-01T00:00:00Z\"");
        assertThat(api().get("/api/public/datasets/d/runs/r")
                        .json()
                        .get("createdAt")
                        .asText())
                .isEqualTo("2026-01-02T02:04:05.000Z");
        // an older link of an item does not replace the newer one
        link("r", "item-0", ",\"traceId\":\"older\",\"createdAt\":\"2024-01-01T00:00:00Z\"");
        assertThat(list("r").json().get("data").findValuesAsText("traceId")).containsExactly("t", "t");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'runName':'r','datasetItemId':'item-0' | observationId or traceId must be provided",
                "'runName':'r','datasetItemId':'item-0','traceId':'' | observationId or traceId must be provided",
                "'runName':'r','datasetItemId':'item-0','traceId':'t','run':1 | Unrecognized key: \"run\"",
                "'datasetItemId':'item-0','traceId':'t' | Invalid input: expected string, received undefined",
                "'runName':'r','datasetItemId':'item-0','traceId':7 | Invalid input: expected string, received number",
                "'runName':'r','datasetItemId':'item-0','traceId':'t','createdAt':'x' | Invalid input: expected date, received Date"
            })
    void create_badBody_is400(String fields, String message) {
        Answer answer = api().post(RUN_ITEMS, "{" + fields.replace('\'', '"') + "}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/0/message").asText()).isEqualTo(message);
        assertThat(platform().runs()).isEmpty();
    }

    @Test
    void create_whatIsUnknown_is404() {
        assertThat(link("r", "none", ",\"traceId\":\"t\"").text())
                .isEqualTo("{\"message\":\"Dataset item not found\",\"error\":\"LangfuseNotFoundError\"}");
        item("{\"datasetName\":\"d\",\"id\":\"item-2\",\"status\":\"ARCHIVED\"}");
        assertThat(link("r", "item-2", ",\"traceId\":\"t\"").status()).isEqualTo(404);
        Answer observation = link("r", "item-0", ",\"observationId\":\"nowhere\"");
        assertThat(observation.status()).isEqualTo(404);
        assertThat(observation.json().get("message").asText()).isEqualTo("Observation with id nowhere not found");
    }

    @Test
    void create_onlyTheObservation_findsItsTrace() {
        String span = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"" + "a".repeat(32)
                + "\",\"spanId\":\"" + "b".repeat(16)
                + "\",\"name\":\"s\",\"startTimeUnixNano\":\"1\",\"endTimeUnixNano\":\"2\"}]}]}]}";
        assertThat(api().post("/api/public/otel/v1/traces", span).status()).isEqualTo(200);
        assertThat(link("r", "item-0", ",\"observationId\":\"" + "b".repeat(16) + "\"")
                        .json()
                        .get("traceId")
                        .asText())
                .isEqualTo("a".repeat(32));
    }

    @Test
    void create_datasetVersion_pinsTheItem_andIsNoted() {
        clock.advance(Duration.ofSeconds(10));
        item("{\"datasetName\":\"d\",\"id\":\"item-0\",\"status\":\"ARCHIVED\"}");
        String pinned = ",\"traceId\":\"t\",\"datasetVersion\":\"2026-11-21T12:00:05Z\"";
        assertThat(link("r", "item-0", pinned).status()).isEqualTo(200);
        assertThat(api().get("/api/public/datasets/d/runs/r")
                        .json()
                        .get("metadata")
                        .toString())
                .isEqualTo("{\"dataset_version\":\"2026-11-21T12:00:05.000Z\"}");
        assertThat(link("r", "item-1", ",\"traceId\":\"t\",\"datasetVersion\":\"2020-01-01T00:00:00Z\"")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void list_inPages_isNewestFirst_andDisjoint() {
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofSeconds(1));
            link("r", "item-" + i, ",\"traceId\":\"t" + i + "\"");
        }
        link("other", "item-0", ",\"traceId\":\"x\"");
        String path = RUN_ITEMS + "?datasetId=" + datasetId + "&runName=r&limit=2&page=";
        JsonNode first = api().get(path + 1).json();
        assertThat(first.get("data").findValuesAsText("traceId")).containsExactly("t2", "t1");
        assertThat(first.get("meta").toString())
                .isEqualTo("{\"page\":1,\"limit\":2,\"totalItems\":3,\"totalPages\":2}");
        assertThat(api().get(path + 2).json().get("data").findValuesAsText("traceId"))
                .containsExactly("t0");
        assertThat(list("none").json().get("message").asText())
                .isEqualTo("Dataset run not found for the given project and dataset id");
        assertThat(api().get(RUN_ITEMS).json().get("error").findValuesAsText("message"))
                .hasSize(2);
    }

    @Test
    void runs_ofADataset_areNewestFirst_alsoInTheOlderRead() {
        for (String run : new String[] {"a", "b", "c"}) {
            clock.advance(Duration.ofSeconds(1));
            link(run, "item-0", ",\"traceId\":\"t\"");
        }
        JsonNode runs = api().get("/api/public/datasets/d/runs?limit=2").json();
        assertThat(runs.get("data").findValuesAsText("name")).containsExactly("c", "b");
        assertThat(runs.get("meta").get("totalItems").asInt()).isEqualTo(3);
        assertThat(api().get("/api/public/datasets/d").json().get("runs").toString())
                .isEqualTo("[\"c\",\"b\",\"a\"]");
        assertThat(api().get("/api/public/datasets/none/runs").text())
                .isEqualTo("{\"message\":\"Dataset not found\",\"error\":\"LangfuseNotFoundError\"}");
    }

    @Test
    void names_withSlashes_workEverywhere() {
        dataset("folder/data set");
        item("{\"datasetName\":\"folder/data set\",\"id\":\"s\",\"input\":1}");
        link("run/1 ü", "s", ",\"traceId\":\"t\"");
        String runs = "/api/public/datasets/" + Api.encode("folder/data set") + "/runs";
        String run = runs + "/" + Api.encode("run/1 ü");
        assertThat(api().get(runs).json().get("data").findValuesAsText("name")).containsExactly("run/1 ü");
        assertThat(api().get(run).json().get("datasetRunItems")).hasSize(1);
        assertThat(api().delete(run).text()).isEqualTo("{\"message\":\"Dataset run successfully deleted\"}");
        assertThat(api().get(run).json().get("message").asText()).isEqualTo("Dataset run not found");
    }

    @Test
    void delete_takesTheItemsWithIt_andUnknownIs404() {
        link("r", "item-0", ",\"traceId\":\"t\"");
        assertThat(api().delete("/api/public/datasets/d/runs/r").status()).isEqualTo(200);
        assertThat(list("r").status()).isEqualTo(404);
        assertThat(api().delete("/api/public/datasets/d/runs/r").text())
                .isEqualTo("{\"message\":\"Dataset run not found\",\"error\":\"LangfuseNotFoundError\"}");
        assertThat(api().delete("/api/public/datasets/none/runs/r").status()).isEqualTo(404);
    }

    @Test
    void deletedItem_staysInItsRuns() {
        link("r", "item-0", ",\"traceId\":\"t\"");
        api().delete("/api/public/dataset-items/item-0");
        assertThat(list("r").json().get("data").findValuesAsText("datasetItemId"))
                .containsExactly("item-0");
    }
}
