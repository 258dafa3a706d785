package dev.vitrine.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.vitrine.content.ContentType;
import dev.vitrine.content.Samples;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A user's own mappers, of both Jackson generations, meet media in a user's own types. */
public class ForeignMapperTests {
    private static final String MEDIA = "@@@langfuseMedia:type=text/plain|id=LPJNul-wow4m6Dsqxbninh|source=bytes@@@";
    private static final String HANDLE = "@@@langfuseMedia:type=image/png|id=abc|source=file|x=y@@@";

    public interface Mapper {
        String write(Object value) throws IOException;
    }

    static Stream<Arguments> mappers() {
        ObjectMapper plain = new ObjectMapper().registerModule(new Jdk8Module());
        ObjectMapper fields = new ObjectMapper()
                .registerModule(new Jdk8Module())
                .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                .setVisibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE);
        ObjectMapper meek = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .disable(MapperFeature.CAN_OVERRIDE_ACCESS_MODIFIERS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .build();
        tools.jackson.databind.json.JsonMapper three =
                tools.jackson.databind.json.JsonMapper.builder().build();
        return Stream.of(
                Arguments.of("Jackson 2", (Mapper) plain::writeValueAsString),
                Arguments.of("Jackson 2, tree", (Mapper)
                        value -> plain.valueToTree(value).toString()),
                Arguments.of("Jackson 2, fields", (Mapper) fields::writeValueAsString),
                Arguments.of("Jackson 2, no access to private members", (Mapper) meek::writeValueAsString),
                Arguments.of("Jackson 3", (Mapper) three::writeValueAsString),
                Arguments.of("Jackson 3, tree", (Mapper)
                        value -> three.valueToTree(value).toString()));
    }

    /** A handle as a client would have one: with a URL that must not get out. */
    public static final class SignedHandle implements ReferencedMedia {
        public final String url = "https://store.example/abc?X-Amz-Signature=secret";

        public String getUrl() {
            return url;
        }

        public String getUrlExpiry() {
            return "2026-11-21T00:00:00Z";
        }

        @Override
        public String referenceString() {
            return HANDLE;
        }
    }

    public record Holder(Object declaredAsObject, ReferencedMedia handle, Media media) {}

    public static final class Pojo {
        public final Media media;
        private final ReferencedMedia handle;

        Pojo(Media media, ReferencedMedia handle) {
            this.media = media;
            this.handle = handle;
        }

        public ReferencedMedia getHandle() {
            return handle;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mappers")
    void write_record_showsReferencesOnly(String name, Mapper mapper) {
        assertThat(written(mapper, new Holder(new SignedHandle(), new SignedHandle(), media())))
                .isEqualTo("{\"declaredAsObject\":\"" + HANDLE + "\",\"handle\":\"" + HANDLE + "\",\"media\":\"" + MEDIA
                        + "\"}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mappers")
    void write_pojo_showsReferencesOnly(String name, Mapper mapper) {
        assertThat(written(mapper, new Pojo(media(), new SignedHandle())))
                .contains("\"media\":\"" + MEDIA + "\"")
                .doesNotContain("X-Amz")
                .doesNotContain("urlExpiry");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mappers")
    void write_containers_showReferencesOnly(String name, Mapper mapper) {
        Map<String, Object> containers = new LinkedHashMap<>();
        containers.put("root", media());
        containers.put("list", new ArrayList<>(List.of(media(), new SignedHandle())));
        containers.put("array", new Object[] {media(), new SignedHandle()});
        containers.put("typed", new SignedHandle[] {new SignedHandle()});
        containers.put("optional", Optional.of(new SignedHandle()));
        containers.put("records", Map.of("a", new Holder(List.of(new SignedHandle()), reference(), media())));
        containers.put("reference", reference());

        String m = "\"" + MEDIA + "\"";
        String h = "\"" + HANDLE + "\"";
        String r = "\"" + reference().referenceString() + "\"";
        assertThat(written(mapper, containers))
                .isEqualTo(
                        "{\"root\":" + m + ",\"list\":[" + m + "," + h + "],\"array\":[" + m + "," + h + "],\"typed\":["
                                + h + "],\"optional\":" + h + ",\"records\":{\"a\":{\"declaredAsObject\":[" + h
                                + "],\"handle\":" + r
                                + ",\"media\":" + m + "}},\"reference\":" + r + "}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mappers")
    void write_alone_isAString(String name, Mapper mapper) {
        assertThat(written(mapper, media())).isEqualTo("\"" + MEDIA + "\"");
        assertThat(written(mapper, new SignedHandle())).isEqualTo("\"" + HANDLE + "\"");
        assertThat(written(mapper, reference())).isEqualTo("\"" + reference().referenceString() + "\"");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mappers")
    void write_mediaOfAFile_saysThatItIsMissing(String name, Mapper mapper) {
        Media file = Media.ofFile(Path.of("home", "me", "a.png"), ContentType.IMAGE_PNG);

        assertThat(written(mapper, Map.of("image", file))).isEqualTo("{\"image\":\"<media not uploaded: a.png>\"}");
    }

    @Test
    void read_referenceString_becomesAReference() throws Exception {
        String json = "{\"reference\":\"" + reference().referenceString() + "\"}";
        record Answer(MediaReference reference) {}

        assertThat(new ObjectMapper().readValue(json, Answer.class).reference()).isEqualTo(reference());
        assertThat(tools.jackson.databind.json.JsonMapper.shared()
                        .readValue(json, Answer.class)
                        .reference())
                .isEqualTo(reference());
    }

    @Test
    void javaSerialization_isNotOffered() {
        for (Object value : List.of(media(), new SignedHandle(), reference())) {
            assertThatExceptionOfType(NotSerializableException.class)
                    .isThrownBy(() -> new ObjectOutputStream(OutputStream.nullOutputStream()).writeObject(value));
        }
    }

    private static Media media() {
        return Media.ofBytes(Samples.latin1("hello"), ContentType.TEXT_PLAIN);
    }

    private static MediaReference reference() {
        return new MediaReference("image/jpeg", new MediaId("xyz"), "bytes");
    }

    private static String written(Mapper mapper, Object value) {
        try {
            return mapper.write(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
