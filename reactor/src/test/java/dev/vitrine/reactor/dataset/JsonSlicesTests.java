package dev.vitrine.reactor.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSlicesTests {

    @Test
    void read_everyKindOfValue_cutsItsBytes() {
        String json =
                "{ \"o\" : {\"a\":[1,{\"b\":\"}\"}]} ,\"l\":[ 1 , 2 ],\"s\":\"ä\\\"\\u0041 日🎞\",\"n\":-1.50e3 ,\"i\":7,"
                        + "\"t\":true,\"f\":false,\"z\":null,\"e\":\"\",\"last\":12345678901234567890}";
        Map<String, String> cut = new LinkedHashMap<>();

        JsonSlices.read(
                slice(json),
                "thing",
                (name, value) -> cut.put(name, new String(value.bytes(), StandardCharsets.UTF_8)));

        assertThat(cut)
                .containsEntry("o", "{\"a\":[1,{\"b\":\"}\"}]}")
                .containsEntry("l", "[ 1 , 2 ]")
                .containsEntry("s", "\"ä\\\"\\u0041 日🎞\"")
                .containsEntry("n", "-1.50e3")
                .containsEntry("i", "7")
                .containsEntry("t", "true")
                .containsEntry("f", "false")
                .containsEntry("z", "null")
                .containsEntry("e", "\"\"")
                .containsEntry("last", "12345678901234567890");
    }

    @Test
    void read_textOfOtherKinds_isTolerant() {
        Map<String, String> texts = new LinkedHashMap<>();

        JsonSlices.read(
                slice("{\"s\":\"x\",\"n\":5,\"z\":null,\"o\":{\"a\":1},\"after\":\"y\"}"),
                "thing",
                (name, value) -> texts.put(name, String.valueOf(value.text())));

        assertThat(texts)
                .containsExactly(
                        Map.entry("s", "x"),
                        Map.entry("n", "5"),
                        Map.entry("z", "null"),
                        Map.entry("o", "null"),
                        Map.entry("after", "y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{\"a\":1", "{\"a\":}", "{\"a\":\"x", "{} {}", "<html>"})
    void read_notOneObject_isTypedError(String json) {
        assertThatThrownBy(() -> JsonSlices.read(slice(json), "thing", (name, value) -> {}))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("thing");
    }

    /** Within other bytes, as elements of a page are. */
    private static JsonSlice slice(String json) {
        byte[] bytes = ("[0," + json + "]}").getBytes(StandardCharsets.UTF_8);
        return new JsonSlice(bytes, 3, bytes.length - 5);
    }
}
