package dev.vitrine.reactor.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.vitrine.content.ContentType;
import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.json.JsonEncoder;
import dev.vitrine.json.JsonValue;
import dev.vitrine.media.Media;
import dev.vitrine.reactor.testing.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

class HandleSerializationTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    final Platform platform = new Platform();

    record Holder(String text, MediaHandle handle) {}

    static final class Pojo {
        private final MediaHandle handle;

        Pojo(MediaHandle handle) {
            this.handle = handle;
        }

        public MediaHandle getHandle() {
            return handle;
        }
    }

    private DatasetItem item() {
        return block(platform.client()
                .datasets()
                .create("d")
                .then(platform.client()
                        .datasets()
                        .createItem(
                                "d",
                                spec -> spec.id("i")
                                        .input(Map.of(
                                                "m",
                                                Media.ofBytes(
                                                        "hello".getBytes(StandardCharsets.UTF_8),
                                                        ContentType.IMAGE_PNG))))));
    }

    @Test
    void encode_handleAnywhere_isItsReferenceString() throws JsonProcessingException {
        DatasetItem item = item();
        MediaHandle handle = MediaHandle.in(item.input()).get(0);
        Map<String, Object> everywhere = Map.of(
                "record",
                new Holder("x", handle),
                "pojo",
                new Pojo(handle),
                "optional",
                Optional.of(handle),
                "array",
                new MediaHandle[] {handle},
                "list",
                List.of(handle),
                "value",
                item.input());
        ObjectMapper foreign = JsonMapper.builder().addModule(new Jdk8Module()).build();
        String reference = "\"" + handle.referenceString() + "\"";

        for (String json : List.of(
                new String(JsonEncoder.strict().encode(everywhere), StandardCharsets.UTF_8),
                new String(JsonEncoder.lenient().encode(everywhere), StandardCharsets.UTF_8),
                JsonValue.of(everywhere).toJson(),
                foreign.writeValueAsString(everywhere))) {
            assertThat(json)
                    .contains("\"record\":{\"text\":\"x\",\"handle\":" + reference + "}")
                    .contains("\"pojo\":{\"handle\":" + reference + "}")
                    .contains("\"optional\":" + reference)
                    .contains("\"array\":[" + reference + "]")
                    .contains("\"value\":{\"m\":" + reference + "}")
                    .doesNotContain("http", "Signature", "expiry", "Expiry");
        }
    }

    @Test
    void toString_anything_showsNoUrl() {
        DatasetItem item = item();
        MediaHandle handle = MediaHandle.in(item.input()).get(0);

        assertThat(handle + " " + item + " " + new Holder("x", handle) + " "
                        + item.input().asMap() + " " + List.of(handle) + handle.content() + handle.bytes())
                .contains(handle.id().value())
                .doesNotContain("http", "Signature");
    }

    @Test
    void createItem_handleInHolders_isLinked() {
        DatasetItem item = item();
        MediaHandle handle = MediaHandle.in(item.input()).get(0);
        platform.server().requests().clear();

        DatasetItem copy = block(platform.client()
                .datasets()
                .createItem(
                        "d",
                        spec -> spec.input(List.of(new Holder("x", handle), new Pojo(handle), Optional.of(handle)))));

        assertThat(MediaHandle.in(copy.input())).containsExactly(handle, handle, handle);
        assertThat(platform.server().requests().count()).isEqualTo(1);
    }

    private static <T> T block(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }
}
