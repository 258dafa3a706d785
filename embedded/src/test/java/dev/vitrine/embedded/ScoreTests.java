package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.PlatformTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores, singly and in batches, and how they are read. */
class ScoreTests extends PlatformTest {
    private static final String EVENT =
            "{\"id\":\"%s\",\"type\":\"score-create\",\"timestamp\":\"2026-11-21T12:00:00.000Z\",\"body\":%s}";

    @Test
    void ingestion_mixedBatch_answersForEachEvent() {
        Answer answer = batch(
                EVENT.formatted("e1", "{\"id\":\"s1\",\"name\":\"n\",\"value\":0.5,\"traceId\":\"t\"}"),
                EVENT.formatted("e2", "{\"name\":\"n\",\"value\":true,\"dataType\":\"BOOLEAN\",\"traceId\":\"t\"}"),
                EVENT.formatted("e3", "{\"name\":\"n\",\"value\":1,\"traceId\":\"t\",\"sessionId\":\"s\"}"),
                "{\"id\":\"e4\",\"type\":\"trace-create\",\"timestamp\":\"2026-11-21T12:00:00Z\",\"body\":{}}",
                "{\"id\":\"e5\",\"type\":\"sdk-log\",\"timestamp\":\"2026-11-21T12:00:00Z\",\"body\":{}}",
                "{\"type\":\"score-create\",\"timestamp\":\"2026-11-21T12:00:00Z\",\"body\":{}}",
                EVENT.formatted("a\\rb", "{\"name\":\"n\",\"value\":1,\"traceId\":\"t\"}"));
        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.json().get("successes").toString()).isEqualTo("[{\"id\":\"e1\",\"status\":201}]");
        JsonNode errors = answer.json().get("errors");
        assertThat(errors).hasSize(5);
        assertThat(errors.get(0).get("message").asText()).isEqualTo("Invalid request data");
        assertThat(errors.get(0).get("error").asText()).contains("expected number, received boolean");
        assertThat(errors.get(1).get("error").asText()).contains("Provide exactly one of the following:");
        assertThat(errors.get(2).get("message").asText()).isEqualTo("Event type not accepted");
        assertThat(errors.get(3).get("id").asText()).isEqualTo("unknown");
        assertThat(errors.get(4).get("error").asText()).contains("carriage return");
        assertThat(platform().scoreCount()).isEqualTo(1);
    }

    @Test
    void ingestion_badBodiesAndKeys_haveTheirOwnShapes() {
        Answer none = api().post("/api/public/ingestion", "{}");
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.json().get("errors").get(0).asText())
                .isEqualTo("Invalid input: expected array, received undefined");
        assertThat(batch().status()).isEqualTo(207);
        Answer unauthorized = Api.raw(platform(), null).post("/api/public/ingestion", "{\"batch\":[]}");
        assertThat(unauthorized.status()).isEqualTo(401);
        assertThat(unauthorized.json().get("error").asText()).isEqualTo("UnauthorizedError");
    }

    @Test
    void publicKeyAlone_isEnoughForScoresOnly() {
        Api bearer = Api.raw(platform(), "Bearer " + platform().publicKey());
        assertThat(bearer.post("/api/public/scores", "{\"name\":\"n\",\"value\":1,\"traceId\":\"t\"}")
                        .status())
                .isEqualTo(200);
        Answer batch = bearer.post(
                "/api/public/ingestion",
                "{\"batch\":[{\"id\":\"e\",\"type\":\"trace-create\",\"timestamp\":\"2026-11-21T12:00:00Z\",\"body\":{}}]}");
        assertThat(batch.json().get("errors").get(0).get("status").asInt()).isEqualTo(401);
        assertThat(bearer.get("/api/public/v3/scores").status()).isEqualTo(403);
        assertThat(Api.raw(platform(), "Bearer pk-unknown")
                        .post("/api/public/scores", "{}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void create_sameId_overwritesAndACommentGoesOnlyWhenNull() {
        api().post("/api/public/scores", score("\"id\":\"x\",\"value\":1,\"comment\":\"c\""));
        Answer answer = api().post("/api/public/scores", score("\"id\":\"x\",\"value\":2"));
        assertThat(answer.json().toString()).isEqualTo("{\"id\":\"x\"}");
        JsonNode read = read("fields=core,details&id=x").get(0);
        assertThat(read.get("value").asDouble()).isEqualTo(2);
        assertThat(read.get("comment").asText()).isEqualTo("c");
        api().post("/api/public/scores", score("\"id\":\"x\",\"value\":3,\"comment\":null"));
        assertThat(read("fields=core,details&id=x").get(0).get("comment").isNull())
                .isTrue();
        assertThat(platform().scoreWrites()).isEqualTo(3);
        assertThat(api().post("/api/public/scores", score("\"id\":\"\",\"value\":3"))
                        .json()
                        .get("id")
                        .asText())
                .isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("values that the platform refuses")
    @ValueSource(
            strings = {
                "\"value\":\"x\",\"dataType\":\"NUMERIC\"",
                "\"value\":true,\"dataType\":\"BOOLEAN\"",
                "\"value\":2,\"dataType\":\"BOOLEAN\"",
                "\"value\":1,\"dataType\":\"CATEGORICAL\"",
                "\"value\":\"\",\"dataType\":\"TEXT\"",
                "\"value\":1,\"dataType\":\"OTHER\"",
                "\"value\":true",
                "\"value\":null"
            })
    void create_wrongValue_is400(String fields) {
        Answer answer = api().post("/api/public/scores", score(fields));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("message").asText()).isEqualTo("Invalid request data");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"prod,prod", "LANGFUSE-Prod,prod", "langfuse_langfuse-x,x", "a b,default", "'',default"})
    void create_environment_isNormalised(String given, String kept) {
        api().post("/api/public/scores", score("\"id\":\"x\",\"value\":1,\"environment\":\"" + given + "\""));
        assertThat(read("id=x").get(0).get("environment").asText()).isEqualTo(kept);
    }

    @Test
    void list_pagesByCursorNewestFirst() {
        for (int i = 0; i < 25; i++) {
            api().post("/api/public/scores", score("\"id\":\"s%02d\",\"value\":%d".formatted(i, i)));
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api().get("/api/public/v3/scores?limit=10" + cursor).json();
            page.get("data").forEach(row -> seen.add(row.get("id").asText()));
            cursor = page.get("meta").has("cursor")
                    ? "&cursor=" + page.get("meta").get("cursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
        assertThat(seen.get(0)).isEqualTo("s24");
        JsonNode exact = api().get("/api/public/v3/scores?limit=25").json();
        assertThat(exact.get("data")).hasSize(25);
        assertThat(exact.get("meta").has("cursor")).isFalse();
    }

    @Test
    void list_filters() {
        api().post("/api/public/scores", score("\"id\":\"a\",\"value\":0.5"));
        api().post(
                        "/api/public/scores",
                        "{\"id\":\"b\",\"name\":\"m\",\"value\":1,\"dataType\":\"BOOLEAN\",\"sessionId\":\"s\"}");
        assertThat(ids("name=n")).containsExactly("a");
        assertThat(ids("name=n,m")).containsExactlyInAnyOrder("a", "b");
        assertThat(ids("dataType=boolean&value=true")).containsExactly("b");
        assertThat(ids("dataType=NUMERIC&valueMin=0.4&valueMax=0.6")).containsExactly("a");
        assertThat(ids("sessionId=s")).containsExactly("b");
        assertThat(ids("traceId=t&observationId=")).containsExactly("a");
        assertThat(ids("toTimestamp=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(read("id=b").get(0).get("value").isBoolean()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("queries that the platform refuses")
    @ValueSource(
            strings = {
                "limit=101",
                "limit=0",
                "limit=-1",
                "limit=abc",
                "cursor=nonsense",
                "fields=core,unknown",
                "observationId=o",
                "value=1",
                "value=1&dataType=BOOLEAN",
                "value=Infinity&dataType=NUMERIC",
                "traceId=a&sessionId=b",
                "userId=u",
                "traceTags=a",
                "page=1"
            })
    void list_badQuery_is400(String query) {
        assertThat(api().get("/api/public/v3/scores?" + query).status()).isEqualTo(400);
    }

    @Test
    void delete_isQueued() {
        api().post("/api/public/scores", score("\"id\":\"x\",\"value\":1"));
        Answer answer = api().delete("/api/public/scores/x");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().get("message").asText()).isEqualTo("Score deletion queued successfully");
        assertThat(platform().scoreCount()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"/api/public/scores", "/api/public/scores/x", "/api/public/v2/scores", "/api/public/v2/scores/x"
            })
    void olderReads_areGatedBeforeKeysAreAskedFor(String path) {
        Answer answer = Api.raw(platform(), null).get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("message").asText()).contains("events_only mode");
    }

    private Answer batch(String... events) {
        return api().post("/api/public/ingestion", "{\"batch\":[" + String.join(",", events) + "]}");
    }

    private static String score(String fields) {
        return "{\"name\":\"n\",\"traceId\":\"t\"," + fields + "}";
    }

    private JsonNode read(String query) {
        return api().get("/api/public/v3/scores?" + query).json().get("data");
    }

    private List<String> ids(String query) {
        List<String> ids = new ArrayList<>();
        read(query).forEach(row -> ids.add(row.get("id").asText()));
        return ids;
    }
}
