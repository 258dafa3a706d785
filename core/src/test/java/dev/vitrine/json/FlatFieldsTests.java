package dev.vitrine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatFieldsTests {
    @Test
    void read_fieldsInAnyOrder_areInTheOrderOfTheNames() {
        byte[] json =
                Samples.bytes("{\"other\":{\"b\":[1,{\"a\":2}]},\"c\":12,\"b\":null,\"a\":\"\\u00e9 \\\"x\\\"\"}");

        assertThat(FlatFields.read(json, "a", "b", "c", "d")).containsExactly("é \"x\"", null, "12", null);
    }

    @Test
    void read_noFields_areNull() {
        assertThat(FlatFields.read(Samples.bytes(" {} "), "a")).containsExactly((String) null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"a\"",
                "{",
                "{\"a\":\"secret",
                "{\"a\":\"secret\"",
                "{\"a\":\"secret\"}}",
                "{\"a\":\"secret\"} 1",
                "{\"a\":[\"secret\"]}",
                "{\"a\":{\"secret\":1}}",
                "{\"a\":secret}",
                "{\"x\":[[\"secret\"}"
            })
    void read_notSuchAnObject_failsWithoutQuotingIt(String json) {
        assertThatThrownBy(() -> FlatFields.read(Samples.bytes(json), "a"))
                .isInstanceOf(JsonException.class)
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain("secret"));
    }
}
