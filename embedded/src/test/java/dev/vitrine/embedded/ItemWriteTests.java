package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.PlatformTest;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemWriteTests extends PlatformTest {
    private String datasetId = "";

    @BeforeEach
    void createDataset() {
        datasetId = dataset("d");
    }

    private String stored(String field, String value) {
        Answer answer = item("{\"datasetName\":\"d\",\"id\":\"i\",\"" + field + "\":" + value + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String text = answer.text();
        String next = field.equals("input") ? ",\"expectedOutput\":" : ",\"sourceTraceId\":";
        int from = text.indexOf("\"" + field + "\":") + field.length() + 3;
        return text.substring(from, text.indexOf(next, from));
    }

    @Test
    void write_answers200_withTheWholeItem() {
        Answer answer = item("{\"datasetName\":\"d\",\"id\":\"i\",\"input\":{\"q\":1},\"sourceTraceId\":\"t\","
                + "\"sourceObservationId\":null,\"expectedOutput\":null,\"metadata\":null,\"status\":null,\"x\":1}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("{\"id\":\"i\",\"status\":\"ACTIVE\",\"input\":{\"q\":1},\"expectedOutput\":null,"
                        + "\"metadata\":null,\"sourceTraceId\":\"t\",\"sourceObservationId\":null,\"datasetId\":\""
                        + datasetId + "\",\"createdAt\":\"2026-11-21T12:00:00.000Z\","
                        + "\"updatedAt\":\"2026-11-21T12:00:00.000Z\",\"datasetName\":\"d\",\"mediaReferences\":[]}");
        assertThat(api().get("/api/public/dataset-items/i").text()).isEqualTo(answer.text());
    }

    static Stream<Arguments> normalised() {
        return Stream.of(
                Arguments.of("\"12\"", "12"),
                Arguments.of("\"{\\\"a\\\":1}\"", "{\"a\":1}"),
                Arguments.of("\"[1]\"", "[1]"),
                Arguments.of("\"true\"", "true"),
                Arguments.of("\"null\"", "null"),
                Arguments.of("\"\"", "null"),
                Arguments.of("\"{a}\"", "\"{a}\""),
                Arguments.of("\"plain text\"", "\"plain text\""),
                Arguments.of("[\"12\"]", "[\"12\"]"),
                Arguments.of("\"12345678901234567890\"", "\"12345678901234567890\""),
                Arguments.of("12345678901234567890", "12345678901234570000"),
                Arguments.of("1e400", "null"),
                Arguments.of("-0.0", "0"),
                Arguments.of("1.0", "1"),
                Arguments.of("[1e21,1.5e-7,0.1]", "[1e+21,1.5e-7,0.1]"),
                Arguments.of("\"a\\u0000b\\u0007c\\td\\u0085\"", "\"abc\\td\""),
                Arguments.of(
                        "{\"bb\":1,\"a\":2,\"B\":3,\"ab\":4,\"10\":5,\"9\":6}",
                        "{\"9\":6,\"10\":5,\"B\":3,\"a\":2,\"ab\":4,\"bb\":1}"),
                Arguments.of("{\"é\":1,\"zz\":2,\"z\":3}", "{\"z\":3,\"zz\":2,\"é\":1}"),
                Arguments.of("{\"a\":1,\"a\":2}", "{\"a\":2}"));
    }

    @ParameterizedTest(name = "{0} is stored as {1}")
    @MethodSource("normalised")
    void write_value_isStoredAsTheDatabaseWould(String sent, String expected) {
        assertThat(stored("input", sent)).isEqualTo(expected);
        assertThat(stored("metadata", sent)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"\"\\ud800\"", "{\"a\":[\"x\\udc00\"]}", "{\"\\ud800\":1}", "{\"a\\u0000\":1}"})
    void write_loneSurrogateOrNulKey_is500(String value) {
        Answer answer = item("{\"datasetName\":\"d\",\"id\":\"i\",\"input\":" + value + "}");
        assertThat(answer.status()).as(answer.text() + answer.headers()).isEqualTo(500);
        assertThat(answer.text())
                .isEqualTo("{\"message\":\"Internal Server Error\",\"error\":\"An unknown error occurred\"}");
        assertThat(api().get("/api/public/dataset-items/i").status()).isEqualTo(404);
    }

    @Test
    void write_deepNesting_isStoredOrRefused_neverBroken() {
        String deep = "[".repeat(1_500) + "]".repeat(1_500);
        assertThat(stored("input", deep)).isEqualTo(deep);
        String tooDeep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(item("{\"datasetName\":\"d\",\"id\":\"j\",\"input\":" + tooDeep + "}")
                        .status())
                .isEqualTo(500);
        assertThat(stored("input", "1")).isEqualTo("1");
    }

    @Test
    void write_nullOrAbsent_keepsTheOldValue() {
        item("{\"datasetName\":\"d\",\"id\":\"i\",\"input\":{\"a\":1},\"metadata\":[1],\"sourceTraceId\":\"t\"}");
        clock.advance(Duration.ofSeconds(1));
        JsonNode after = item("{\"datasetName\":\"d\",\"id\":\"i\",\"input\":null,\"expectedOutput\":\"yes\"}")
                .json();
        assertThat(after.get("input").toString()).isEqualTo("{\"a\":1}");
        assertThat(after.get("metadata").toString()).isEqualTo("[1]");
        assertThat(after.get("expectedOutput").asText()).isEqualTo("yes");
        assertThat(after.get("sourceTraceId").asText()).isEqualTo("t");
        assertThat(after.get("createdAt").asText()).isEqualTo("2026-11-21T12:00:01.000Z");
    }

    @Test
    void write_status_staysUntilItIsSent() {
        item("{\"datasetName\":\"d\",\"id\":\"i\",\"input\":1,\"status\":\"ARCHIVED\"}");
        assertThat(item("{\"datasetName\":\"d\",\"id\":\"i\",\"input\":2}")
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("ARCHIVED");
        assertThat(item("{\"datasetName\":\"d\",\"id\":\"i\",\"status\":\"ACTIVE\"}")
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("ACTIVE");
        assertThat(item("{\"datasetName\":\"d\",\"id\":\"i\",\"status\":\"GONE\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void write_withoutId_makesOne_andWantsInput() {
        assertThat(item("{\"datasetName\":\"d\",\"input\":1}").json().get("id").asText())
                .matches("c[a-z0-9]{24}");
        for (String input : new String[] {"", ",\"input\":null", ",\"input\":\"\""}) {
            Answer refused = item("{\"datasetName\":\"d\"" + input + "}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text())
                    .isEqualTo("{\"message\":\"Dataset item validation failed: Dataset item input cannot be null\","
                            + "\"error\":\"InvalidRequestError\"}");
        }
        assertThat(item("{\"datasetName\":\"d\",\"id\":\"with-id\"}")
                        .json()
                        .get("input")
                        .isNull())
                .isTrue();
    }

    @Test
    void write_idOutOfBounds_is400() {
        Answer empty = item("{\"datasetName\":\"d\",\"id\":\"\"}");
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.json().at("/error/0/message").asText()).isEqualTo("ID must not be empty");
        assertThat(item("{\"datasetName\":\"d\",\"id\":\"" + "x".repeat(255) + "\"}")
                        .status())
                .isEqualTo(200);
        Answer tooLong = item("{\"datasetName\":\"d\",\"id\":\"" + "x".repeat(256) + "\"}");
        assertThat(tooLong.json().at("/error/0/message").asText()).isEqualTo("ID must be at most 255 characters");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a/b c", "日本 ü", "50%", "a+b&c=d?e#f"})
    void write_anyId_isFoundByItsEncodedForm(String id) {
        item("{\"datasetName\":\"d\",\"id\":\"" + id + "\",\"input\":1}");
        String path = "/api/public/dataset-items/" + Api.encode(id);
        assertThat(api().get(path).json().get("id").asText()).isEqualTo(id);
        assertThat(api().delete(path).status()).isEqualTo(200);
    }

    @Test
    void write_unknownDataset_is404() {
        assertThat(item("{\"datasetName\":\"nope\",\"input\":1}").text())
                .isEqualTo("{\"message\":\"Dataset nope not found for project embedded-project\","
                        + "\"error\":\"LangfuseNotFoundError\"}");
    }

    @Test
    void write_idOfAnotherDataset_is409() {
        dataset("other");
        item("{\"datasetName\":\"d\",\"id\":\"i\",\"input\":1}");
        Answer conflict = item("{\"datasetName\":\"other\",\"id\":\"i\",\"input\":2}");
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.json().get("error").asText()).isEqualTo("LangfuseConflictError");
        assertThat(conflict.json().get("message").asText())
                .startsWith(
                        "Dataset item id i already exists in another dataset (id " + datasetId + ") in this project;");
    }

    @Test
    void delete_thenWrite_startsAfresh() {
        item("{\"datasetName\":\"d\",\"id\":\"i\",\"input\":1,\"metadata\":2}");
        Answer deleted = api().delete("/api/public/dataset-items/i");
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.text()).isEqualTo("{\"message\":\"Dataset item successfully deleted\"}");
        assertThat(api().get("/api/public/dataset-items/i").text())
                .isEqualTo("{\"message\":\"Dataset item not found\",\"error\":\"LangfuseNotFoundError\"}");
        assertThat(api().delete("/api/public/dataset-items/i").text())
                .isEqualTo("{\"message\":\"Dataset item with id i not found for project embedded-project\","
                        + "\"error\":\"LangfuseNotFoundError\"}");
        JsonNode again =
                item("{\"datasetName\":\"d\",\"id\":\"i\",\"input\":3}").json();
        assertThat(again.get("metadata").isNull()).isTrue();
        // the clock stands still: the deletion and the new version each take a millisecond more
        assertThat(again.get("createdAt").asText()).isEqualTo("2026-11-21T12:00:00.002Z");
    }
}
