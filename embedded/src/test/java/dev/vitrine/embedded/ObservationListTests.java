package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.TestSpan;
import dev.vitrine.embedded.support.TraceTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of v2: pages, filters, fields. */
class ObservationListTests extends TraceTest {

    private void family() {
        export(
                TestSpan.root("a", "1").name("root").at(0, 90).with("user.id", "ada"),
                TestSpan.child("a", "2", "1")
                        .name("answer")
                        .at(10, 80)
                        .with("langfuse.observation.type", "generation")
                        .with("langfuse.observation.model.name", "gpt-5")
                        .with("langfuse.observation.metadata.tier", "gold")
                        .with("langfuse.observation.metadata.count", 5L)
                        .with("langfuse.trace.tags", List.of("x", "y")),
                TestSpan.child("b", "3", "9")
                        .name("marked")
                        .at(20, 30)
                        .with("langfuse.internal.as_root", true)
                        .with("langfuse.environment", "staging"));
    }

    private List<String> names(String query) {
        return values(read(V2 + "?" + query), "name");
    }

    @Test
    void list_isNewestFirst() {
        family();
        assertThat(names("")).containsExactly("marked", "answer", "root");
    }

    @Test
    void list_pagesByCursor_withoutLossWhereTimesAreEqual() {
        TestSpan[] spans = new TestSpan[25];
        for (int i = 0; i < spans.length; i++) {
            spans[i] = TestSpan.root("a" + i % 3, Integer.toHexString(i + 1))
                    .name("s" + i)
                    .at(i / 10, 50);
        }
        export(spans);
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = api().get(V2 + "?limit=10" + cursor);
            seen.addAll(values(page.json().get("data"), "id"));
            JsonNode next = page.json().get("meta").get("cursor");
            cursor = next == null ? "" : "&cursor=" + Api.encode(next.asText());
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
        assertThat(api().get(V2 + "?limit=25").json().get("meta").has("cursor")).isFalse();
        assertThat(read(V2 + "?limit=0")).isEmpty();
    }

    @Test
    void cursor_isBase64OfItsThreeParts() {
        family();
        String cursor = api().get(V2 + "?limit=1").json().at("/meta/cursor").asText();
        assertThat(new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8))
                .contains("\"lastStartTimeTo\"", "\"lastTraceId\"", "\"lastId\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "e30=", "!"})
    void cursor_bad_is400(String cursor) {
        Answer answer = api().get(V2 + "?cursor=" + Api.encode(cursor));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("message").asText()).isEqualTo("Invalid cursor format");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=1001",
                "limit=-1",
                "limit=abc",
                "parseIoAsJson=true",
                "isRootObservation=yes",
                "fromStartTime=yesterday"
            })
    void badQuery_is400(String query) {
        assertThat(api().get(V2 + "?" + query).status()).isEqualTo(400);
    }

    static List<List<String>> simple() {
        String a = TestSpan.trace("a");
        return List.of(
                List.of("traceId=" + a, "answer,root"),
                List.of("type=GENERATION", "answer"),
                List.of("name=root", "root"),
                List.of("userId=ada", "root"),
                List.of("environment=staging", "marked"),
                List.of("environment=staging&environment=default", "marked,answer,root"),
                List.of("parentObservationId=" + TestSpan.id("1"), "answer"),
                List.of("isRootObservation=true", "marked,root"),
                List.of("isRootObservation=false", "answer"),
                List.of("fromStartTime=2026-11-21T12:00:00.010Z", "marked,answer"),
                List.of("toStartTime=2026-11-21T12:00:00.010Z", "root"),
                List.of(filter("string", "name", "contains", "oo"), "root"),
                List.of(filter("string", "name", "does not contain", "oo"), "marked,answer"),
                List.of(filter("string", "name", "starts with", "an"), "answer"),
                List.of(filter("string", "name", "ends with", "ed"), "marked"),
                List.of(filter("stringOptions", "type", "none of", List.of("SPAN")), "answer"),
                List.of(filter("stringOptions", "name", "any of", List.of("root", "marked")), "marked,root"),
                List.of(filter("arrayOptions", "tags", "all of", List.of("x", "y")), "answer"),
                List.of(filter("arrayOptions", "tags", "none of", List.of("x")), "marked,root"),
                List.of(filter("datetime", "startTime", ">", "2026-11-21T12:00:00.010Z"), "marked"),
                List.of(filter("datetime", "startTime", "<=", "2026-11-21T14:00:00.010+02:00"), "answer,root"),
                List.of(filter("number", "latency", ">=", 0.07), "answer,root"),
                List.of(filter("boolean", "isRootObservation", "<>", true), "answer"),
                List.of(filter("null", "model", "is not null", ""), "answer"),
                List.of(filter("null", "userId", "is null", ""), "marked,answer"),
                List.of(keyFilter("stringObject", "metadata", "tier", "=", "gold"), "answer"),
                List.of(keyFilter("numberObject", "metadata", "count", "<", 6), "answer"),
                List.of("name=root&" + filter("string", "name", "=", "answer"), "answer"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("simple")
    void query_chooses(List<String> queryAndNames) {
        family();
        assertThat(names(queryAndNames.get(0)))
                .containsExactly(queryAndNames.get(1).split(","));
    }

    @Test
    void filter_bad_is400_eachWithItsText() {
        Answer noJson = api().get(V2 + "?filter=" + Api.encode("[{"));
        assertThat(noJson.status()).isEqualTo(400);
        assertThat(noJson.json().get("message").asText()).isEqualTo("Invalid JSON in filter parameter");
        Answer unknown = api().get(V2 + "?" + filter("datetime", "start_time", ">", "2026-11-21T12:00:00Z"));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.json().get("message").asText())
                .isEqualTo("Column start_time does not match a UI / CH table mapping.");
        assertThat(api().get(V2 + "?" + filter("string", "name", "~", "x")).status())
                .isEqualTo(400);
        assertThat(api().get(V2 + "?" + filter("number", "latency", ">", "x")).status())
                .isEqualTo(400);
        assertThat(api().get(V2 + "?filter=" + Api.encode("{}")).status()).isEqualTo(400);
    }

    @Test
    void fields_areGroups() {
        family();
        JsonNode plain = read(V2 + "?traceId=" + TestSpan.trace("a")).get(0);
        assertThat(plain.has("name")).isTrue();
        assertThat(plain.has("input")).isFalse();
        assertThat(plain.get("statusMessage").textValue()).isEmpty();
        assertThat(plain.get("inputPrice").isNull()).isTrue();
        assertThat(plain.get("latency").asDouble()).isEqualTo(0.07);
        JsonNode io = read(V2 + "?fields=io,unknown&name=root").get(0);
        assertThat(io.has("input")).isTrue();
        assertThat(io.has("name")).isFalse();
        assertThat(io.get("parentObservationId").isNull()).isTrue();
        JsonNode context = read(V2 + "?fields=trace_context,model&name=answer").get(0);
        assertThat(context.get("tags").toString()).isEqualTo("[\"x\",\"y\"]");
        assertThat(context.get("model").asText()).isEqualTo("gpt-5");
    }

    @Test
    void otherProjects_seeNothing() {
        family();
        assertThat(platform().traces().all()).hasSize(2);
        assertThat(Api.withKeys(platform(), "pk-2", "sk-2").get(V2).json().get("data"))
                .isEmpty();
    }

    @Override
    protected void configure(EmbeddedLangfuseBuilder builder) {
        builder.project("second", "pk-2", "sk-2");
    }
}
