package dev.vitrine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatObjectTests {
    @Test
    void encode_textsAndNumbers_areWhatTheEncoderWrites() {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("a", "b");
        expected.put("length", Long.MAX_VALUE);
        expected.put("c", "");
        byte[] json = new FlatObject(4)
                .text(FlatObject.name("a"), "b")
                .number(FlatObject.name("length"), Long.MAX_VALUE)
                .text(FlatObject.name("c"), "")
                .end();

        assertThat(json).isEqualTo(JsonEncoder.strict().encode(expected));
        assertThat(new FlatObject(1).end()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "\"quoted\" \\ /", "\u0000\b\t\n\f\r\u001f\u007f\u0080", "é漢\uD83D\uDE00\u2028"})
    void text_anyCharacters_areWhatTheEncoderWrites(String text) {
        assertThat(FlatObject.text(text)).isEqualTo(JsonEncoder.strict().encode(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uDE00b"})
    void text_halfASurrogatePair_isRefusedByName(String text) {
        assertThatThrownBy(() -> FlatObject.text(text)).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> new FlatObject(8).text(FlatObject.name("id"), text))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("surrogate");
    }
}
