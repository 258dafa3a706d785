package dev.vitrine.json;

import static dev.vitrine.json.Samples.REFERENCE;
import static dev.vitrine.json.Samples.bytes;
import static dev.vitrine.json.Samples.media;
import static dev.vitrine.json.Samples.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.json.Samples.Picture;
import dev.vitrine.media.HydrationPath;
import dev.vitrine.media.Media;
import dev.vitrine.media.ReferencedMedia;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What users' own mappers, of either generation, do with our values. */
class ForeignMapperTests {
    private static final String R = "\"" + REFERENCE + "\"";

    enum Generation {
        JACKSON_2 {
            private final ObjectMapper mapper = com.fasterxml.jackson.databind.json.JsonMapper.builder()
                    .addModule(new com.fasterxml.jackson.datatype.jdk8.Jdk8Module())
                    .build();

            @Override
            String write(Object value) throws Exception {
                return mapper.writeValueAsString(value);
            }

            @Override
            <T> T read(String json, Class<T> type) throws Exception {
                return mapper.readValue(json, type);
            }

            @Override
            Object tree(String json) throws Exception {
                return mapper.readTree(json);
            }
        },
        JACKSON_3 {
            private final tools.jackson.databind.json.JsonMapper mapper =
                    tools.jackson.databind.json.JsonMapper.builder().build();

            @Override
            String write(Object value) {
                return mapper.writeValueAsString(value);
            }

            @Override
            <T> T read(String json, Class<T> type) {
                return mapper.readValue(json, type);
            }

            @Override
            Object tree(String json) {
                return mapper.readTree(json);
            }
        };

        abstract String write(Object value) throws Exception;

        abstract <T> T read(String json, Class<T> type) throws Exception;

        abstract Object tree(String json) throws Exception;
    }

    record Row(JsonValue input, Optional<Picture> one, List<ReferencedMedia> many, Picture[] array) {}

    public record Stored(String name, JsonValue input) {}

    @SuppressWarnings("unused")
    public static final class Bean {
        public Picture getPicture() {
            return picture();
        }
    }

    @ParameterizedTest
    @EnumSource
    void handles_areReferenceStrings_neverUrls(Generation generation) throws Exception {
        JsonValue hydrated = JsonValue.ofBytes(
                bytes("{\"n\":1.50,\"image\":" + R + "}"),
                List.of(new JsonValue.Replacement(HydrationPath.parse("$['image']"), REFERENCE, picture())));
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("row", new Row(hydrated, Optional.of(picture()), List.of(picture()), new Picture[] {picture()}));
        root.put("bean", new Bean());
        root.put("map", hydrated.asMap());

        String json = generation.write(root);

        assertThat(json)
                .contains("\"input\":{\"n\":1.50,\"image\":" + R + "}")
                .contains("\"one\":" + R)
                .contains("\"many\":[" + R + "]")
                .contains("\"array\":[" + R + "]")
                .contains("\"picture\":" + R)
                .doesNotContain("Signature")
                .doesNotContain("url");
    }

    @ParameterizedTest
    @EnumSource
    void media_areTheirOwnText_neverContent(Generation generation) throws Exception {
        String json = generation.write(List.of(media("content"), Media.ofFile(Path.of("f.png"))));

        assertThat(json)
                .startsWith("[\"@@@langfuseMedia:type=image/png|id=")
                .contains("not uploaded")
                .doesNotContain("content\"");
    }

    @ParameterizedTest
    @EnumSource
    void jsonValue_roundTrips(Generation generation) throws Exception {
        Stored stored = new Stored("n", JsonValue.ofBytes(bytes("{\"a\":[1,null,{\"b\":0.25}],\"c\":\"x\"}")));

        Stored back = generation.read(generation.write(stored), Stored.class);

        assertThat(back).isEqualTo(stored);
        assertThat(generation.write(new Stored("n", JsonValue.nullValue())))
                .isEqualTo("{\"name\":\"n\",\"input\":null}");
    }

    @ParameterizedTest
    @EnumSource
    void treesOfEitherGeneration_areWrittenAsTheirJson(Generation generation) throws Exception {
        String json = "{\"a\":[1,2.5,\"x\",null,true],\"b\":{}}";

        assertThat(Samples.text(JsonEncoder.strict().encode(Map.of("tree", generation.tree(json)))))
                .isEqualTo("{\"tree\":" + json + "}");
    }
}
