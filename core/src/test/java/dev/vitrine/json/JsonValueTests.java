package dev.vitrine.json;

import static dev.vitrine.json.Samples.REFERENCE;
import static dev.vitrine.json.Samples.bytes;
import static dev.vitrine.json.Samples.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vitrine.json.Samples.Picture;
import dev.vitrine.media.HydrationPath;
import dev.vitrine.media.MediaOccurrence;
import dev.vitrine.media.MediaReference;
import dev.vitrine.media.ReferencedMedia;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonValueTests {
    private final Picture picture = picture();

    private JsonValue hydrated(String json, String path) {
        return JsonValue.ofBytes(
                bytes(json), List.of(new JsonValue.Replacement(HydrationPath.parse(path), REFERENCE, picture)));
    }

    record Row(String question, @Nullable Picture image, List<Integer> numbers) {}

    @Test
    void as_recordWithMedia_getsTheHandle() {
        JsonValue value = hydrated(
                "{\"question\":\"?\",\"image\":\"" + REFERENCE + "\",\"numbers\":[1,2],\"unknown\":{}}", "$['image']");

        Row row = Objects.requireNonNull(value.as(Row.class));

        assertThat(row).isEqualTo(new Row("?", picture, List.of(1, 2)));
        assertThat(row.image()).isSameAs(picture);
    }

    @Test
    void asMap_holdsHandle_andIsNewEachTime() {
        JsonValue value =
                hydrated("{\"a\":{\"image\":\"" + REFERENCE + "\"},\"b\":[1,2.5,null,true]}", "$['a']['image']");

        Map<String, @Nullable Object> map = value.asMap();

        assertThat(map).containsEntry("a", Map.of("image", picture));
        map.clear();
        assertThat(value.asMap()).hasSize(2);
    }

    @Test
    void at_sharesHandlesOfThePart() {
        JsonValue value = hydrated(
                "{ \"x\":\"s\", \"a/b\": [ \"t\", {\"image\" : \"" + REFERENCE + "\"} , 3 ] }", "$['a/b'][1]['image']");

        assertThat(value.at("/a~1b/1/image").as(Picture.class)).isSameAs(picture);
        assertThat(value.at("/a~1b").media(Picture.class)).containsExactly(picture);
        assertThat(value.at("/a~1b/2").as(Integer.class)).isEqualTo(3);
        assertThat(value.at("/a~1b/2").toJson()).isEqualTo("3");
        assertThat(value.at("/x").media(Picture.class)).isEmpty();
        assertThat(value.at("/missing/1").isNull()).isTrue();
        assertThat(value.at("").toJson()).isEqualTo(value.toJson().strip());
        assertThatIllegalArgumentException().isThrownBy(() -> value.at("x"));
    }

    @Test
    void read_definiteAndIndefinite_keepHandles() {
        JsonValue value = hydrated(
                "{\"messages\":[{\"role\":\"user\",\"image\":\"" + REFERENCE + "\"},{\"role\":\"bot\"}]}",
                "$['messages'][0]['image']");

        assertThat(value.read("$.messages[0].image").as(Picture.class)).isSameAs(picture);
        assertThat(value.read("$.messages[*].role").as(new TypeRef<List<String>>() {}))
                .containsExactly("user", "bot");
        assertThat(value.read("$..image").media(Picture.class)).containsExactly(picture);
        assertThat(value.read("$.messages[?(@.image =~ /@@@.*/)].role").toJson())
                .isEqualTo("[\"user\"]");
        assertThat(value.read("$.missing").isNull()).isTrue();
        assertThat(value.read("$..missing").toJson()).isEqualTo("[]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value.read("$['it's']"))
                .withMessageContaining("jsonPath");
    }

    @Test
    void media_ofTypes() {
        JsonValue value = hydrated("[\"" + REFERENCE + "\"]", "$[0]");

        assertThat(value.media(Picture.class)).containsExactly(picture);
        assertThat(value.media(ReferencedMedia.class)).containsExactly(picture);
        assertThat(value.media(MediaReference.class)).isEmpty();
        assertThat(value.occurrences()).containsExactly(new MediaOccurrence("/0", picture));
    }

    @Test
    void root_isReplaced() {
        JsonValue value = hydrated("\"" + REFERENCE + "\"", "$");

        assertThat(value.as(Picture.class)).isSameAs(picture);
        assertThat(value.as(Object.class)).isSameAs(picture);
        assertThat(value.as(String.class)).isEqualTo(REFERENCE);
        assertThat(value.toJson()).isEqualTo("\"" + REFERENCE + "\"");
        assertThat(value.occurrences()).containsExactly(new MediaOccurrence("", picture));
    }

    @Test
    void as_optionalAndArrayOfMedia() {
        JsonValue value = hydrated("{\"one\":\"" + REFERENCE + "\",\"many\":[\"" + REFERENCE + "\"]}", "$['one']");
        record Both(Optional<Picture> one, String[] many) {}

        Both both = Objects.requireNonNull(value.as(Both.class));

        assertThat(both.one()).containsSame(picture);
        assertThat(both.many()).containsExactly(REFERENCE);
    }

    @Test
    void as_mediaWhereNoneWerePutIn_isAnErrorWithThePlace() {
        JsonValue value = JsonValue.ofBytes(bytes("{\"question\":\"?\",\"image\":\"some secret\",\"numbers\":[]}"));

        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> value.as(Row.class))
                .withMessageContaining("/image")
                .withMessageNotContaining("secret")
                .withNoCause();
    }

    @Test
    void malformed_failsOnFirstAccess_withoutItsText() {
        for (String json : List.of("{\"a\": secret}", "{\"a\":", "", "  ", "[1] secret", "{\"a\":1,}")) {
            JsonValue value = JsonValue.ofBytes(bytes(json));
            JsonValue replaced = hydrated(json, "$['a']");
            for (JsonValue either : List.of(value, replaced)) {
                assertThatExceptionOfType(JsonException.class)
                        .isThrownBy(either::asMap)
                        .withMessageNotContaining("secret")
                        .withNoCause();
                assertThatExceptionOfType(JsonException.class).isThrownBy(() -> either.at("/a"));
                assertThatExceptionOfType(JsonException.class).isThrownBy(() -> either.read("$.a"));
                assertThat(either.toString()).doesNotContain("secret");
                assertThat(either).isEqualTo(JsonValue.ofBytes(bytes(json))).isNotEqualTo(JsonValue.of(1));
            }
        }
    }

    @Test
    void of_keepsHandles_andIsWrittenAtOnce() {
        JsonValue value = JsonValue.of(Map.of("image", picture));

        assertThat(value.media(Picture.class)).containsExactly(picture);
        assertThat(value.toJson()).isEqualTo("{\"image\":\"" + REFERENCE + "\"}");
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> JsonValue.of(new Object()));
    }

    @Test
    void equality_isByContent() {
        JsonValue one = JsonValue.ofBytes(bytes("{\"a\":1,\"b\":[1.50,\"\\u0041\"]}"));
        JsonValue same = JsonValue.ofBytes(bytes(" {\"b\":[15e-1,\"A\"],\n\"a\":1.0}"));

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(one).isNotEqualTo(JsonValue.ofBytes(bytes("{\"a\":1,\"b\":[\"A\",1.5]}")));
        assertThat(hydrated("\"" + REFERENCE + "\"", "$")).isEqualTo(JsonValue.of(REFERENCE));
    }

    @Test
    void nulls() {
        assertThat(JsonValue.nullValue().isNull()).isTrue();
        assertThat(JsonValue.nullValue().as(Row.class)).isNull();
        assertThat(JsonValue.nullValue().asMap()).isEmpty();
        assertThat(JsonValue.of(null)).isEqualTo(JsonValue.ofBytes(bytes(" null ")));
        assertThat(hydrated("null", "$").isNull()).isTrue();
        assertThat(JsonValue.ofBytes(bytes("0")).isNull()).isFalse();
    }

    @Test
    void numbers_keepTheirDigits() {
        JsonValue value = JsonValue.ofBytes(bytes("{\"n\":0.12345678901234567890123,\"big\":123456789012345678901}"));

        assertThat(value.at("/n").as(BigDecimal.class)).isEqualTo("0.12345678901234567890123");
        assertThat(Samples.text(JsonEncoder.strict().encode(List.of(value)))).isEqualTo("[" + value.toJson() + "]");
        assertThat(value.read("$.n").toJson()).isEqualTo("0.12345678901234567890123");
    }

    @Test
    void toString_showsKindAndSizeOnly() {
        assertThat(JsonValue.of(Map.of("k", "secret"))).hasToString("JsonValue[OBJECT, 14 bytes]");
        assertThat(JsonValue.of("s").kind()).isEqualTo(JsonValue.Kind.STRING);
        assertThat(JsonValue.of(List.of()).kind()).isEqualTo(JsonValue.Kind.ARRAY);
        assertThat(JsonValue.of(-1).kind()).isEqualTo(JsonValue.Kind.NUMBER);
        assertThat(JsonValue.of(true).kind()).isEqualTo(JsonValue.Kind.BOOLEAN);
    }

    record Holder(String name, JsonValue first, JsonValue second) {}

    @Test
    void decode_typeWithJsonValue_cutsItsBytes() {
        Holder holder = Objects.requireNonNull(JsonDecoder.decode(
                bytes("{\"second\" : \"é\" ,\"name\":\"ü\",\"first\": { \"a\" : [ 1.0 ] } }"), Holder.class));

        assertThat(holder.first().toJson()).isEqualTo("{ \"a\" : [ 1.0 ] }");
        assertThat(holder.second().toJson()).isEqualTo("\"é\"");
        assertThat(Objects.requireNonNull(JsonDecoder.decode(bytes("{\"first\":null}"), Holder.class))
                        .second())
                .isEqualTo(JsonValue.nullValue());
    }

    @Test
    void as_typeWithJsonValue_keepsHandles() {
        JsonValue value = hydrated("{\"name\":\"n\",\"first\":{\"i\":\"" + REFERENCE + "\"}}", "$['first']['i']");

        Holder holder = Objects.requireNonNull(value.as(Holder.class));

        assertThat(holder.first().media(Picture.class)).containsExactly(picture);
        assertThat(Objects.requireNonNull(value.at("/first").as(JsonValue.class))
                        .toJson())
                .isEqualTo("{\"i\":\"" + REFERENCE + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"{\\\"a\\\":1}\"|{\"a\":1}",
                "\"5\"|5",
                "\"plain, 1\"|\"plain, 1\"",
                "\"{broken\"|\"{broken\"",
                "\"[1] [2]\"|\"[1] [2]\"",
                "\"\"|null",
                "{\"a\":\"1\"}|{\"a\":\"1\"}",
                "null|null"
            })
    void parsed_isTheJsonInsideAString(String json, String inside) {
        assertThat(JsonValue.ofBytes(json.getBytes(StandardCharsets.UTF_8))
                        .parsed()
                        .toJson())
                .isEqualTo(inside);
    }
}
