package dev.vitrine.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import dev.vitrine.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryTreeTests {
    private static final WalkLimits TEN = new WalkLimits(10, 1000);
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1};
    private static final String BASE64 = Base64.getEncoder().encodeToString(PNG);
    private static final String URI = "data:image/png;base64," + BASE64;

    record Part(String title, @Nullable Object content) {}

    @Test
    void dataUriInCapitals_isFoundInObjectsToo() {
        String uri = "DATA:image/png;BASE64," + BASE64;
        assertThat(find(uri)).hasSize(1);
        assertThat(find(new Part("a", uri))).hasSize(1);
        assertThat(replaced(new Part("a", uri), true)).isEqualTo(Map.of("title", "a", "content", "image/png 9"));
    }

    private static List<MediaOccurrence> find(@Nullable Object value) {
        return TelemetryTree.find(value, TEN).media();
    }

    /** Each media as its type, each text that is none as it was. */
    private static @Nullable Object replaced(@Nullable Object value, boolean snapshot) {
        return TelemetryTree.replace(value, TEN, snapshot, found -> {
            if (found.value() instanceof EmbeddedMedia text) {
                return text.decode().map(TelemetryTreeTests::described).orElse(text.text());
            }
            return found.value() instanceof Media media
                    ? described(media)
                    : ((ReferencedMedia) found.value()).referenceString();
        });
    }

    private static String described(Media media) {
        return media.contentType().map(ContentType::value).orElse("?") + " "
                + ((ContentSource.Bytes) media.content()).buffer().remaining();
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                arguments("url of an image", Map.of("image_url", Map.of("url", URI)), "image_url/url", "image/png 9"),
                arguments("Responses", Map.of("type", "input_image", "image_url", URI), "image_url", "image/png 9"),
                arguments(
                        "audio",
                        Map.of("input_audio", Map.of("data", BASE64, "format", "wav")),
                        "input_audio/data",
                        "audio/wav 9"),
                arguments(
                        "file",
                        Map.of("file", Map.of("file_data", BASE64, "filename", "a.png")),
                        "file/file_data",
                        "image/png 9"),
                arguments("file by URI", Map.of("file_data", URI, "filename", "a.bin"), "file_data", "image/png 9"),
                arguments(
                        "Anthropic",
                        Map.of("source", Map.of("type", "base64", "media_type", "image/jpeg", "data", BASE64)),
                        "source/data",
                        "image/jpeg 9"),
                arguments(
                        "Vertex",
                        Map.of("type", "media", "mime_type", "image/png", "data", BASE64),
                        "data",
                        "image/png 9"),
                arguments(
                        "Gemini",
                        Map.of("inline_data", Map.of("mime_type", "image/png", "data", BASE64)),
                        "inline_data/data",
                        "image/png 9"),
                arguments(
                        "Gemini in camel case",
                        Map.of("inlineData", Map.of("mimeType", "image/png", "data", BASE64)),
                        "inlineData/data",
                        "image/png 9"),
                arguments(
                        "a type that the platform does not take",
                        Map.of("inlineData", Map.of("mimeType", "image/x-odd", "data", BASE64)),
                        "inlineData/data",
                        "image/png 9"),
                arguments(
                        "a type that is none",
                        Map.of("inlineData", Map.of("mimeType", "image", "data", BASE64)),
                        "inlineData/data",
                        "image/png 9"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void replace_shapeOfAProvider_changesTheTextOnly(
            String name, Map<String, Object> value, String place, String expected) {
        Map<String, Object> before = new LinkedHashMap<>(value);
        Object result = replaced(List.of(value), false);
        assertThat(find(List.of(value)))
                .singleElement()
                .satisfies(found -> assertThat(found.pointer()).isEqualTo("/0/" + place));
        assertThat(value).isEqualTo(before);
        JsonValue json = JsonValue.of(result);
        assertThat(json.at("/0/" + place).as(String.class)).as(name).isEqualTo(expected);
        assertThat(json.toJson())
                .isEqualTo(JsonValue.of(List.of(value))
                        .toJson()
                        .replace(URI, expected)
                        .replace(BASE64, expected));

        JsonNode tree = new ObjectMapper().valueToTree(List.of(value));
        assertThat(JsonValue.of(replaced(tree, false)).at("/0/" + place).as(String.class))
                .isEqualTo(expected);
        assertThat(JsonValue.of(replaced(JsonValue.of(List.of(value)), false))
                        .at("/0/" + place)
                        .as(String.class))
                .isEqualTo(expected);
        assertThat(JsonValue.of(replaced(new Part("t", value), false))
                        .at("/content/" + place)
                        .as(String.class))
                .isEqualTo(expected);
    }

    static Stream<Object> unchanged() {
        String reference = "@@@langfuseMedia:type=image/png|id=abc|source=bytes@@@";
        return Stream.of(
                "data: [DONE]",
                "data: {\"choices\":[]}",
                "data: text with ;base64, in it",
                "data:image/png;base64",
                "data:image/png;base64,",
                "data:text/plain,hello",
                "data:;base64," + BASE64,
                "data:image/png;base64,not base64!",
                "see " + URI,
                reference,
                Map.of("inline_data", Map.of("mime_type", "image/png", "data", PNG)),
                Map.of("inline_data", Map.of("mime_type", "image/png", "data", 42)),
                Map.of("inlineData", Map.of("mimeType", "image/png", "data", Map.of("a", 1))),
                Map.of("inlineData", Map.of("mimeType", "image/png", "data", reference)),
                Map.of("inlineData", Map.of("data", BASE64)),
                Map.of("type", "base64", "media_type", "image/png", "data", "not base64!"),
                Map.of("type", "base64", "media_type", "image/png", "data", ""),
                Map.of("type", "text", "data", BASE64),
                Map.of("data", BASE64, "format", "wav"),
                Map.of("file_data", BASE64),
                Map.of(1, BASE64),
                new TreeMap<>(Map.of(2, "data")));
    }

    @ParameterizedTest
    @MethodSource("unchanged")
    void replace_whatIsNoMedia_isTheSameInstance(Object value) {
        assertThat(replaced(value, false)).isSameAs(value);
    }

    @Test
    void find_mediaAtAnyPlace_inOrder() {
        Media media = Media.ofBytes(PNG);
        MediaReference known = MediaReference.parse("@@@langfuseMedia:type=image/png|id=abc|source=bytes@@@");
        Object value = Arrays.asList(
                media,
                new Object[] {Optional.of(media), null},
                new Part("t", List.of(known)),
                JsonNodeFactory.instance.arrayNode().add(URI));
        assertThat(find(value))
                .extracting(MediaOccurrence::pointer)
                .containsExactly("/0", "/1/0", "/2/content/0", "/3/0");
        assertThat(find(value).get(2).value()).isEqualTo(known);
    }

    @Test
    void replace_sharedSubtree_isDoneEachTime() {
        Map<String, Object> shared = Map.of("url", URI);
        assertThat(replaced(List.of(shared, shared), false))
                .isEqualTo(List.of(Map.of("url", "image/png 9"), Map.of("url", "image/png 9")));
    }

    @Test
    void walk_cycleAndOneShotAndDeep_arePassedOver() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(URI);
        cycle.add(cycle);
        cycle.add(List.of(1).iterator());
        cycle.add(Stream.of(1));
        assertThat(find(cycle)).hasSize(1);
        assertThat(TelemetryTree.find(cycle, TEN).cut()).isFalse();

        Object deep = URI;
        for (int i = 0; i < 11; i++) {
            deep = List.of(deep);
        }
        assertThat(TelemetryTree.find(deep, TEN).media()).isEmpty();
        assertThat(TelemetryTree.find(deep, TEN).cut()).isTrue();
        assertThat(replaced(deep, false)).isSameAs(deep);
        assertThat(TelemetryTree.find(List.of(URI, URI), new WalkLimits(10, 2)).media())
                .hasSize(1);
        assertThat(TelemetryTree.find(List.of(URI, URI), new WalkLimits(10, 2)).cut())
                .isTrue();
    }

    @Test
    void replace_objectDeeperThanTheWalk_keepsWhatLiesBeyond() {
        Object deep = "bottom";
        for (int i = 0; i < 12; i++) {
            deep = List.of(deep);
        }
        Object result = replaced(new Part(URI, deep), false);
        assertThat(JsonValue.of(result).toJson()).contains("image/png 9").contains("bottom");
    }

    @Test
    void replace_objectThatCannotBeWritten_staysAsItIs() {
        Object odd = new Object() {
            @SuppressWarnings("unused")
            public String getData() {
                throw new IllegalStateException("no");
            }
        };
        assertThat(replaced(List.of(odd, URI), false)).isEqualTo(List.of(odd, "image/png 9"));
    }

    @Test
    void replace_snapshot_doesNotChangeWithTheOriginal() {
        List<Object> inner = new ArrayList<>(List.of("a"));
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("list", inner);
        value.put("array", new Object[] {"b", URI});
        value.put("part", new Part("t", inner));
        Object copy = replaced(value, true);
        inner.add("later");
        value.clear();
        assertThat(JsonValue.of(copy).toJson())
                .isEqualTo("{\"list\":[\"a\"],\"array\":[\"b\",\"image/png 9\"],"
                        + "\"part\":{\"title\":\"t\",\"content\":[\"a\"]}}");
    }

    @Test
    void find_media_areNotDigested() {
        Media media = Media.ofBuffer(java.nio.ByteBuffer.wrap(PNG.clone()));
        assertThat(find(new Part("t", media)))
                .extracting(MediaOccurrence::value)
                .containsExactly(media);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "data: x"})
    void bytes_countTexts(String text) {
        assertThat(TelemetryTree.find(text, TEN).bytes()).isBetween((long) text.length(), 200L);
        assertThat(TelemetryTree.find(text.repeat(1000).getBytes(StandardCharsets.UTF_8), TEN)
                        .bytes())
                .isLessThan(200);
    }
}
