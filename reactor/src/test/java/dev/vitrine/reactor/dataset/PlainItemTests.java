package dev.vitrine.reactor.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.json.JsonException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read without a parser is what a parser reads. */
class PlainItemTests {
    private static final String REST = "\"datasetId\":\"1\",\"datasetName\":\"d\",\"status\":\"ACTIVE\","
            + "\"createdAt\":\"2026-11-20T12:00:00.000Z\",\"updatedAt\":\"2026-11-20T12:00:00.000Z\"";
    private static final String MEDIA = "{\"mediaId\":\"m\",\"contentType\":\"image/png\",\"contentLength\":12,"
            + "\"url\":\"https://store/x?a=b\",\"urlExpiry\":\"2026-11-20T13:00:00.000Z\"}";
    private static final String REFERENCES =
            "[{\"field\":\"input\",\"referenceString\":\"@R\",\"jsonPath\":\"$['a']\",\"media\":" + MEDIA + "}]";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"i\",REST}",
                "{ \"id\" : \"i\" ,\n\"input\" : { \"a\" : \"}],:\\\"\" } ,\t\"metadata\":[ 1 , 2 ], REST }",
                "{\"id\":\"größe 日本\",\"input\":\"ä\\\"\",\"expectedOutput\":-1.50e3,\"metadata\":null,REST}",
                "{\"id\":\"i\",\"id\":\"j\",\"sourceTraceId\":null,\"sourceObservationId\":\"o\",REST}",
                "{\"new\":{\"id\":\"x\",\"a\":[{}]},\"id\":\"i\",REST,\"newer\":[\"id\"]}",
                "{\"id\":\"i\",REST,\"mediaReferences\":REFS,\"input\":{\"a\":\"@R\"}}",
                "{\"id\":\"i\",REST,\"mediaReferences\":[],\"input\":{\"a\":\"@R\"}}",
                "{\"id\":\"i\",REST,\"mediaReferences\":null}",
            })
    void decode_asThePlatformWrites_needsNoParser(String json) {
        JsonSlice slice = slice(json);

        assertThat(isPlain(slice)).isTrue();
        assertSame(json, slice);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":7,REST}",
                "{\"\\u0069d\":\"i\",REST}",
                "{\"id\":\"i\",REST,\"sourceTraceId\":{\"a\":1}}",
                "{\"id\":\"i\",REST,\"mediaReferences\":{\"a\":1}}",
                "{\"id\":\"i\",REST,\"mediaReferences\":[null,{\"field\":1}]}",
                "{\"id\":\"i\",REST,\"mediaReferences\":[{\"field\":\"input\",\"media\":null}]}",
                "{\"id\":\"i\",REST,\"mediaReferences\":[{\"media\":{\"contentLength\":12345678901234567890}}]}",
            })
    void decode_odd_isLeftToTheParser(String json) {
        assertSame(json, slice(json));
    }

    @Test
    void decode_moreFieldsThanAreMarked_isLeftToTheParser() {
        StringBuilder json = new StringBuilder("{\"id\":\"i\",REST");
        for (int i = 0; i < 100; i++) {
            json.append(",\"f").append(i).append("\":").append(i);
        }
        String item = json.append('}').toString();

        assertThat(slice(item).fields()).isNull();
        assertSame(item, slice(item));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":\"i\"}",
                "{\"id\":,REST}",
                "{\"id\":\"i\" \"x\",REST}",
                "{\"id\" \"i\",REST}",
                "{,REST}",
                "{\"id\":\"i\",REST,}",
                "{\"id\":\"\u0001\",REST}",
                "{\"id\":\"i\",REST,\"mediaReferences\":[{]}",
                "[\"id\",REST]",
            })
    void decode_malformed_isTyped(String json) {
        assertThatThrownBy(() -> ItemDecoder.decode(slice(json), null)).isInstanceOf(JsonException.class);
    }

    private static void assertSame(String json, JsonSlice slice) {
        DatasetItem item = ItemDecoder.decode(slice, null);

        assertThat(item).isEqualTo(ItemDecoder.decode(bytes(json), null));
        assertThat(item.input().toJson())
                .isEqualTo(ItemDecoder.decode(bytes(json), null).input().toJson());
    }

    private static boolean isPlain(JsonSlice slice) {
        PlainFields fields = Objects.requireNonNull(slice.fields());
        while (fields.next()) {
            int name = fields.name(new FieldNames("id", "mediaReferences"), 0);
            if (name == 0) {
                assertThat(fields.text()).isNotNull();
            } else if (name == 1) {
                assertThat(fields.references()).isInstanceOf(ReferenceList.Plain.class);
            }
        }
        return !fields.isOdd();
    }

    /** As it is cut out of a page. */
    private static JsonSlice slice(String json) {
        PageCutter cutter = new PageCutter(1 << 20, 1 << 20);
        List<JsonSlice> slices =
                cutter.feed(ByteBuffer.wrap(("{\"data\":[" + new String(bytes(json), StandardCharsets.UTF_8) + "]}")
                        .getBytes(StandardCharsets.UTF_8)));
        return slices.get(0);
    }

    private static byte[] bytes(String json) {
        return json.replace("REST", REST).replace("REFS", REFERENCES).getBytes(StandardCharsets.UTF_8);
    }
}
