package dev.vitrine.reactor.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.json.JsonDecoder;
import dev.vitrine.json.TypeRef;
import dev.vitrine.reactor.dataset.Hydration.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceReaderTests {
    private static final TypeRef<List<@Nullable Reference>> TYPE = new TypeRef<>() {};
    private static final String MEDIA = "{\"mediaId\":\"m\",\"contentType\":\"image/png\",\"contentLength\":12,"
            + "\"url\":\"https://store/x?a=\\u00e4\",\"urlExpiry\":\"2026-11-20T13:00:00.000Z\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "[null]",
                "[{}]",
                "[{\"field\":\"input\",\"referenceString\":\"@\\\"ä\",\"jsonPath\":\"$['a']\",\"media\":MEDIA}]",
                "[ {\"media\" : MEDIA , \"more\":[{\"media\":1}], \"field\":\"a\", \"field\":\"metadata\"}, null ]",
                "[{\"field\":null,\"referenceString\":null,\"jsonPath\":null,\"media\":null}]",
                "[{\"media\":{\"mediaId\":null,\"contentLength\":null,\"new\":{\"url\":\"x\"}}}]",
                "[{\"media\":{\"contentLength\":9223372036854775807}}]",
            })
    void read_asThePlatformWrites_isWhatTheConvertingReaderReads(String json) {
        ReferenceList list = read(json);

        assertThat(list).isInstanceOf(ReferenceList.Plain.class);
        assertThat(list.entries()).isEqualTo(converted(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"field\":1,\"referenceString\":true,\"media\":MEDIA}]",
                "[{\"media\":{\"mediaId\":7,\"contentLength\":\"12\"}},{\"field\":\"input\"}]",
                "[{\"media\":{\"contentLength\":12.7}}]",
            })
    void read_otherTypes_areLeftToTheConvertingReader(String json) {
        ReferenceList list = read(json);

        assertThat(list).isInstanceOf(ReferenceList.Other.class);
        assertThat(list.entries()).isEqualTo(converted(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "\"x\"", "{\"a\":[]}", "[[]]", "[1]", "[{\"media\":[]}]", "[{\"field\":{\"a\":\"]\"}}]"})
    void read_whatDoesNotFit_leavesTheRestOfTheItem(String json) {
        assertThat(read(json)).isInstanceOf(ReferenceList.Other.class);
    }

    private static List<@Nullable Reference> converted(String json) {
        List<@Nullable Reference> entries =
                JsonDecoder.decode(json.replace("MEDIA", MEDIA).getBytes(StandardCharsets.UTF_8), TYPE);
        return entries == null ? List.of() : entries;
    }

    /** Between other fields, which must be seen too. */
    private static ReferenceList read(String json) {
        String item = "{\"a\":1,\"r\" : " + json.replace("MEDIA", MEDIA) + " ,\"z\":\"end\"}";
        List<ReferenceList> lists = new ArrayList<>();
        List<String> others = new ArrayList<>();
        JsonSlices.read(JsonSlice.of(item.getBytes(StandardCharsets.UTF_8)), "item", (name, value) -> {
            if (name.equals("r")) {
                lists.add(value.references());
            } else {
                others.add(Objects.requireNonNull(value.text()));
            }
        });
        assertThat(others).containsExactly("1", "end");
        assertThat(lists).hasSize(1);
        return lists.get(0);
    }
}
