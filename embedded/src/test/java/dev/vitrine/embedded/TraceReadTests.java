package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.TestSpan;
import dev.vitrine.embedded.support.TraceTest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reads of v1, and deletion. */
class TraceReadTests extends TraceTest {
    private static final String TRACES = "/api/public/traces";

    @Override
    protected void configure(EmbeddedLangfuseBuilder builder) {
        builder.writeMode(WriteMode.DUAL);
    }

    private void traces() {
        export(
                TestSpan.root("a", "1")
                        .name("first")
                        .at(0, 100)
                        .with("langfuse.observation.input", "{\"q\":1}")
                        .with("langfuse.observation.output", "done")
                        .with("session.id", "s"),
                TestSpan.child("a", "2", "1")
                        .name("answer")
                        .at(10, 50)
                        .with("langfuse.observation.type", "generation")
                        .with("langfuse.observation.cost_details", "{\"total\":0.5}")
                        .with("langfuse.trace.tags", List.of("x", "y"))
                        .with("langfuse.trace.metadata.region", "west")
                        .with("user.id", "ada"),
                TestSpan.root("b", "3")
                        .at(200, 300)
                        .with("langfuse.trace.name", "second")
                        .with("langfuse.trace.tags", "x")
                        .with("langfuse.trace.public", true)
                        .with("session.id", "s"));
        api().post(
                        "/api/public/scores",
                        "{\"id\":\"score-1\",\"name\":\"n\",\"value\":1,\"traceId\":\"" + TestSpan.trace("a") + "\"}");
    }

    private List<String> names(String query) {
        return values(read(TRACES + "?" + query), "name");
    }

    @Test
    void list_showsWhatItsSpansSay() {
        traces();
        JsonNode trace = read(TRACES + "?name=first").get(0);
        assertThat(trace.get("id").asText()).isEqualTo(TestSpan.trace("a"));
        assertThat(trace.get("userId").asText()).isEqualTo("ada");
        assertThat(trace.get("tags").toString()).isEqualTo("[\"x\",\"y\"]");
        assertThat(trace.get("metadata").toString()).isEqualTo("{\"region\":\"west\"}");
        assertThat(trace.get("input").toString()).isEqualTo("{\"q\":1}");
        assertThat(trace.get("output").asText()).isEqualTo("done");
        assertThat(trace.get("observations")).hasSize(2);
        assertThat(trace.get("scores").toString()).isEqualTo("[\"score-1\"]");
        assertThat(trace.get("totalCost").asDouble()).isEqualTo(0.5);
        assertThat(trace.get("latency").asDouble()).isEqualTo(0.1);
        assertThat(trace.get("timestamp").asText()).isEqualTo("2026-11-21T12:00:00.000Z");
    }

    @Test
    void list_fields_leaveOutGroups() {
        traces();
        JsonNode core = read(TRACES + "?fields=core,nonsense&name=first").get(0);
        assertThat(core.get("observations")).isEmpty();
        assertThat(core.get("scores")).isEmpty();
        assertThat(core.get("totalCost").asInt()).isEqualTo(-1);
        assertThat(core.get("latency").asInt()).isEqualTo(-1);
        assertThat(core.get("input").isNull()).isTrue();
        assertThat(core.get("metadata")).isEmpty();
        assertThat(read(TRACES + "?fields=nonsense&name=first").get(0).get("observations"))
                .hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "x=1|second,first",
                "tags=x|second,first",
                "tags=x&tags=y|first",
                "userId=ada|first",
                "sessionId=s|second,first",
                "fromTimestamp=2026-11-21T12:00:00.200Z|second",
                "toTimestamp=2026-11-21T12:00:00.200Z|first",
                "orderBy=timestamp.asc|first,second",
                "orderBy=name.desc|second,first",
                "limit=1&page=2|first"
            })
    void list_chooses(String query, String expected) {
        traces();
        assertThat(names(query)).containsExactly(expected.split(","));
    }

    @Test
    void list_filter_overridesParameters() {
        traces();
        assertThat(names("name=first&" + filter("string", "name", "=", "second")))
                .containsExactly("second");
        assertThat(names(filter("arrayOptions", "tags", "any of", List.of("y"))))
                .containsExactly("first");
        assertThat(names(filter("datetime", "timestamp", ">", "2026-11-21T12:00:00.000Z")))
                .containsExactly("second");
        assertThat(names(keyFilter("stringObject", "metadata", "region", "=", "west")))
                .containsExactly("first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=101", "limit=0", "page=0", "orderBy=cost.asc", "orderBy=name", "orderBy=name.up"})
    void list_badQuery_is400(String query) {
        assertThat(api().get(TRACES + "?" + query).status()).isEqualTo(400);
    }

    @Test
    void list_pages_haveTheirTotals() {
        TestSpan[] spans = IntStream.range(1, 8)
                .mapToObj(i -> TestSpan.root("a" + i, "1").at(i, i + 1))
                .toArray(TestSpan[]::new);
        export(spans);
        JsonNode page = api().get(TRACES + "?limit=3&page=3").json();
        assertThat(page.get("data")).hasSize(1);
        assertThat(page.get("meta").toString()).isEqualTo("{\"page\":3,\"limit\":3,\"totalItems\":7,\"totalPages\":3}");
        assertThat(read(TRACES + "?limit=3&page=4")).isEmpty();
    }

    @Test
    void get_hasObservationsAndScoresWhole() {
        traces();
        JsonNode trace = api().get(TRACES + "/" + TestSpan.trace("a")).json();
        assertThat(values(trace.get("observations"), "name")).containsExactly("first", "answer");
        assertThat(trace.get("observations").get(0).get("input").get("q").asInt())
                .isEqualTo(1);
        assertThat(trace.get("scores").get(0).get("name").asText()).isEqualTo("n");
        Answer missing = api().get(TRACES + "/none");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.json().get("message").asText()).isEqualTo("Trace none not found within authorized project");
    }

    @Test
    void observations_pagesFiltersAndOne() {
        traces();
        String path = "/api/public/observations";
        assertThat(values(read(path), "name")).containsExactly("span", "answer", "first");
        assertThat(values(read(path + "?type=GENERATION&userId=ada"), "name")).containsExactly("answer");
        assertThat(values(read(path + "?" + filter("datetime", "startTime", ">", "2026-11-21T12:00:00.010Z")), "name"))
                .containsExactly("span");
        JsonNode one = api().get(path + "/" + TestSpan.id("2")).json();
        assertThat(one.get("calculatedTotalCost").asDouble()).isEqualTo(0.5);
        assertThat(one.get("usage").get("unit").asText()).isEqualTo("TOKENS");
        assertThat(one.at("/metadata/resourceAttributes/service.name").asText()).isEqualTo("shop");
        assertThat(api().get(path + "/none").status()).isEqualTo(404);
    }

    @Test
    void sessions_areThoseOfTraces() {
        traces();
        assertThat(values(read("/api/public/sessions"), "id")).containsExactly("s");
        assertThat(api().get("/api/public/sessions/s").json().get("traces")).hasSize(2);
        assertThat(api().get("/api/public/sessions/none").status()).isEqualTo(404);
    }

    @Test
    void delete_removesTheTraceAndItsObservations() {
        traces();
        Answer answer = api().delete(TRACES + "/" + TestSpan.trace("a"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("message").asText()).isEqualTo("Trace deleted successfully");
        assertThat(names("")).containsExactly("second");
        assertThat(values(read(V2), "id")).containsExactly(TestSpan.id("3"));
    }

    @Test
    void deleteMany_takesUpToAThousand() {
        traces();
        assertThat(deleteMany("[\"" + TestSpan.trace("a") + "\",\"" + TestSpan.trace("b") + "\"]"))
                .isEqualTo(200);
        assertThat(platform().traces().count()).isZero();
        assertThat(deleteMany("[]")).isEqualTo(400);
        assertThat(deleteMany("\"a\"")).isEqualTo(400);
        assertThat(deleteMany(IntStream.rangeClosed(0, 1_000)
                        .mapToObj(i -> "\"" + i + "\"")
                        .collect(Collectors.joining(",", "[", "]"))))
                .isEqualTo(400);
    }

    private int deleteMany(String ids) {
        return Api.send(api().request(TRACES)
                        .header("Content-Type", "application/json")
                        .method("DELETE", Api.text("{\"traceIds\":" + ids + "}")))
                .status();
    }
}
