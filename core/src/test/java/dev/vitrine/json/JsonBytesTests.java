package dev.vitrine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTests {

    /** At every offset, so that each place of a word of eight bytes has its turn. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "plain text",
                "\u00e4\u65e5\ud83c\udf9e",
                "\\\"",
                "\\\\",
                "a\\\"b\\\\",
                "\\u0041",
                "!#[]\u007f"
            })
    void stringEnd_anyOffset_isTheClosingQuote(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 20; before++) {
            for (int behind = 0; behind < 10; behind++) {
                byte[] json = ("x".repeat(before) + "\"" + text + "\"" + "\\\"".repeat(behind))
                        .getBytes(StandardCharsets.UTF_8);
                int from = before + 1;

                assertThat(JsonBytes.stringEnd(json, from, json.length)).isEqualTo(from + content.length);
                assertThat(JsonBytes.stringEnd(json, from, from + content.length))
                        .isEqualTo(-1);
            }
        }
    }

    @Test
    void plainAndAsciiEnd_everyByteAtEveryPlace() {
        for (int value = -128; value < 128; value++) {
            boolean stops = value == '"' || value == '\\';
            for (int at = 0; at < 19; at++) {
                byte[] json = "abcdefghijklmnopqrs".getBytes(StandardCharsets.US_ASCII);
                json[at] = (byte) value;

                assertThat(JsonBytes.plainEnd(json, 0, json.length)).isEqualTo(stops ? at : json.length);
                assertThat(JsonBytes.asciiEnd(json, 0, json.length))
                        .as("%d at %d", value, at)
                        .isEqualTo(stops || value < ' ' ? at : json.length);
            }
        }
    }

    @Test
    void text_isWhatAParserReads() {
        for (String text : new String[] {"", "a", "0123456789", "ä\n\"\\/ 日本 🎞", "\u0000", "~\u007f"}) {
            byte[] json = JsonEncoder.strict().encode(text);

            assertThat(JsonBytes.text(json, 1, json.length - 1)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\u0001\"", "\"\\q\"", "\"\\u12\""})
    void text_malformed_isTyped(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> JsonBytes.text(bytes, 1, bytes.length - 1)).isInstanceOf(JsonException.class);
    }
}
