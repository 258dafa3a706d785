package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.dataset.RunSummary;
import dev.vitrine.embedded.support.PlatformTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What experiments can be read back from their spans. */
class ExperimentReadTests extends PlatformTest {
    private static final String SINCE = "fromStartTime=2026-01-01T00:00:00Z";
    private static final String EXPERIMENTS = "/api/public/experiments?" + SINCE;
    private static final String ITEMS = "/api/public/experiment-items?" + SINCE;
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    /** An item's trace: the span of the item, and below it the one of the task, which is its root. */
    private void item(String experiment, int number, Map<String, String> more) {
        String trace = "%032x".formatted(number + 1000 * experiment.hashCode() % 1_000_000L + (1L << 40));
        ArrayNode spans = JsonNodeFactory.instance.arrayNode();
        spans.add(span(trace, "a", null, experiment, number, more));
        spans.add(span(trace, "b", "a", experiment, number, more));
        ObjectNode export = JsonNodeFactory.instance.objectNode();
        export.putArray("resourceSpans")
                .addObject()
                .putArray("scopeSpans")
                .addObject()
                .set("spans", spans);
        assertThat(api().post("/api/public/otel/v1/traces", export.toString()).status())
                .isEqualTo(200);
    }

    private static ObjectNode span(
            String trace, String id, @Nullable String parent, String experiment, int number, Map<String, String> more) {
        long start = NOON.plusSeconds(number).toEpochMilli() * 1_000_000;
        ObjectNode span = JsonNodeFactory.instance
                .objectNode()
                .put("traceId", trace)
                .put("spanId", spanId(id, number))
                .put("name", id)
                .put("startTimeUnixNano", Long.toString(start))
                .put("endTimeUnixNano", Long.toString(start + 500_000_000));
        if (parent != null) {
            span.put("parentSpanId", spanId(parent, number));
        }
        ArrayNode attributes = span.putArray("attributes");
        attribute(attributes, "langfuse.experiment.id", experiment);
        attribute(attributes, "langfuse.experiment.name", "run of " + experiment);
        attribute(attributes, "langfuse.experiment.item.id", "item-" + number);
        attribute(attributes, "langfuse.experiment.item.root_observation_id", spanId("b", number));
        attribute(attributes, "langfuse.observation.input", "in " + number);
        more.forEach((key, value) -> attribute(attributes, "langfuse." + key, value));
        return span;
    }

    private static void attribute(ArrayNode attributes, String key, String value) {
        attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
    }

    private static String spanId(String name, int number) {
        return name + "%015x".formatted(number);
    }

    private List<String> paged(String path, String field) {
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api().get(path + cursor).json();
            page.get("data").forEach(row -> all.add(row.get(field).asText()));
            JsonNode next = page.at("/meta/cursor");
            cursor = next.isMissingNode() ? "" : "&cursor=" + next.asText();
        } while (!cursor.isEmpty() && all.size() < 100);
        return all;
    }

    @Test
    void experiments_arePutTogetherFromSpans() {
        item("e1", 1, Map.of("experiment.dataset.id", "d", "experiment.metadata", "{\"model\":{\"size\":7}}"));
        item("e1", 2, Map.of("experiment.description", "the first", "experiment.metadata.flat", "yes"));
        item("e1", 2, Map.of());
        api().post(
                        "/api/public/scores",
                        "{\"name\":\"run\",\"value\":0.5,\"dataType\":\"NUMERIC\",\"datasetRunId\":\"e1\"}");
        JsonNode page = api().get(EXPERIMENTS + "&fields=core,metadata,scores").json();
        JsonNode one = page.get("data").get(0);
        assertThat(page.get("data")).hasSize(1);
        assertThat(page.get("meta").toString()).isEqualTo("{}");
        assertThat(one.get("name").asText()).isEqualTo("run of e1");
        assertThat(one.get("itemCount").asInt()).isEqualTo(2);
        assertThat(one.get("datasetId").asText()).isEqualTo("d");
        assertThat(one.get("startTime").asText()).isEqualTo("2026-11-21T12:00:01.000Z");
        assertThat(one.get("endTime").asText()).isEqualTo("2026-11-21T12:00:02.500Z");
        assertThat(one.get("metadata").toString()).isEqualTo("{\"model.size\":7}");
        assertThat(one.at("/scores/0/value").asDouble()).isEqualTo(0.5);
        assertThat(api().get(EXPERIMENTS).json().get("data").get(0).has("metadata"))
                .isFalse();
    }

    @Test
    void items_areTheRootsThatTheirSpansName() {
        item(
                "e1",
                1,
                Map.of(
                        "experiment.item.expected_output", "four",
                        "experiment.item.metadata.kind", "sum",
                        "observation.output", "five"));
        JsonNode item = api().get(ITEMS + "&fields=io,itemMetadata,experimentMetadata,scores")
                .json()
                .get("data")
                .get(0);
        assertThat(item.get("id").asText()).isEqualTo(spanId("b", 1));
        assertThat(item.get("experimentItemId").asText()).isEqualTo("item-1");
        assertThat(item.get("input").asText()).isEqualTo("in 1");
        assertThat(item.get("output").asText()).isEqualTo("five");
        assertThat(item.get("expectedOutput").asText()).isEqualTo("four");
        assertThat(item.get("experimentItemMetadata").toString()).isEqualTo("{\"kind\":\"sum\"}");
        assertThat(item.get("scores")).isEmpty();
        assertThat(item.has("experimentDatasetId")).isFalse();
        JsonNode plain = api().get(ITEMS).json().get("data").get(0);
        assertThat(plain.has("input")).isFalse();
        assertThat(plain.has("experimentDatasetId")).isTrue();
    }

    @Test
    void pages_byCursor_giveEachOnce_newestFirst() {
        for (int i = 0; i < 5; i++) {
            item("e" + i, i, Map.of());
        }
        assertThat(paged(EXPERIMENTS + "&limit=2", "id")).containsExactly("e4", "e3", "e2", "e1", "e0");
        assertThat(paged(ITEMS + "&limit=2", "experimentItemId"))
                .containsExactly("item-4", "item-3", "item-2", "item-1", "item-0");
        assertThat(paged(EXPERIMENTS + "&limit=5", "id")).hasSize(5);
        assertThat(paged(EXPERIMENTS.replace("2026-01-01T00:00:00Z", "2026-11-21T12:00:03Z"), "id"))
                .containsExactly("e4", "e3");
        assertThat(paged(EXPERIMENTS + "&toStartTime=2026-11-21T12:00:01Z", "id"))
                .containsExactly("e0");
    }

    @Test
    void lists_selectByNameIdAndDataset() {
        item("e1", 1, Map.of("experiment.dataset.id", "d1"));
        item("e2", 2, Map.of("experiment.dataset.id", "d2"));
        assertThat(paged(EXPERIMENTS + "&id=e1,none", "id")).containsExactly("e1");
        assertThat(paged(EXPERIMENTS + "&name=run%20of%20e2", "id")).containsExactly("e2");
        assertThat(paged(EXPERIMENTS + "&datasetId=d1,d2", "id")).containsExactly("e2", "e1");
        assertThat(paged(ITEMS + "&experimentId=e1", "experimentItemId")).containsExactly("item-1");
        assertThat(paged(ITEMS + "&experimentItemId=item-2", "experimentName")).containsExactly("run of e2");
        assertThat(paged(
                        EXPERIMENTS
                                + "&filter=%5B%7B%22type%22%3A%22string%22%2C%22column%22%3A%22name%22%2C%22operator%22%3A%22contains%22%2C%22value%22%3A%22e1%22%7D%5D",
                        "id"))
                .containsExactly("e1");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/api/public/experiments",
                "/api/public/experiment-items?fromStartTime=never",
                EXPERIMENTS + "&limit=101",
                EXPERIMENTS + "&limit=0",
                ITEMS + "&scoreLimit=51",
                EXPERIMENTS + "&fields=core,io",
                ITEMS + "&fields=unknown",
                EXPERIMENTS + "&cursor=nonsense",
                EXPERIMENTS + "&toStartTime=never"
            })
    void badQueries_are400(String path) {
        assertThat(api().get(path).status()).isEqualTo(400);
    }

    @Test
    void cursor_ofAnotherVersion_is400() {
        String cursor = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"v\":2,\"lastTime\":\"2026-11-21T12:00:00Z\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(api().get(EXPERIMENTS + "&cursor=" + cursor).status()).isEqualTo(400);
    }

    @Test
    void javaView_showsExperimentsOldestFirst_withItemsByTheirIds() {
        item("e1", 2, Map.of("experiment.dataset.id", "d"));
        item("e1", 1, Map.of("experiment.dataset.id", "d"));
        item("e2", 3, Map.of());
        List<RunSummary> runs = platform().experiments();
        assertThat(runs).extracting(RunSummary::id).containsExactly("e1", "e2");
        assertThat(runs.get(0).datasetId()).isEqualTo("d");
        assertThat(runs.get(0).items())
                .extracting(RunSummary.Item::itemId, RunSummary.Item::observationId)
                .containsExactly(tuple("item-1", spanId("b", 1)), tuple("item-2", spanId("b", 2)));
        assertThat(runs.get(1).datasetId()).isNull();
    }
}
