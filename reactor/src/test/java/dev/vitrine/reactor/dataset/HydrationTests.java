package dev.vitrine.reactor.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentType;
import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.media.Media;
import dev.vitrine.media.MediaReference;
import dev.vitrine.reactor.media.MediaHandle;
import dev.vitrine.reactor.testing.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class HydrationTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    final Platform platform = new Platform();

    @BeforeEach
    void createDataset() {
        block(datasets().create("d"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "~",
                "^",
                "it's",
                "a']['b",
                "*",
                "0",
                "01",
                "",
                "ключ 日本 🎞",
                "a.b",
                "a\"b",
                "back\\slash",
                "]",
                "@string()",
                "$",
                "a','b",
                " ",
                "\n",
                "..",
                "?(@.x)",
                "-1",
                "__proto__",
                "constructor"
            })
    void items_oddKey_itemStaysWhole(String key) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("before", "text");
        input.put(key, png("odd"));
        input.put("list", List.of(Map.of(key, png("odder")), "end"));

        block(datasets().createItem("d", item -> item.id("i").input(input)));
        DatasetItem item = block(datasets().items("d").next());

        Map<String, Object> read = whole(item);
        assertThat(read.keySet()).isEqualTo(input.keySet());
        assertThat(read.get("before")).isEqualTo("text");
        assertRemains(read.get(key), "odd");
        List<?> list = (List<?>) Objects.requireNonNull(read.get("list"));
        assertThat(list).hasSize(2);
        assertThat(list.get(1)).isEqualTo("end");
        assertRemains(Objects.requireNonNull(((Map<?, ?>) list.get(0)).get(key)), "odder");
        assertThat(item.input().toJson()).doesNotContain("http");
    }

    /** The server does not say where each reference stands, so one may remain a string; but it is never anything else. */
    private void assertRemains(@org.jspecify.annotations.Nullable Object value, String content) {
        if (value instanceof MediaHandle handle) {
            assertThat(block(handle.bytes())).isEqualTo(bytes(content));
        } else {
            assertThat(value).isInstanceOf(String.class);
            assertThat(block(platform.client()
                            .media()
                            .get(MediaReference.parse(String.valueOf(value)).id())
                            .flatMap(MediaHandle::bytes)))
                    .isEqualTo(bytes(content));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "~",
                "^",
                "it's",
                "a']['b",
                "*",
                "0",
                "01",
                "",
                "ключ 日本 🎞",
                "a.b",
                "a\"b",
                "back\\slash",
                "]",
                "@string()"
            })
    void items_oddKeyAlone_becomesHandle(String key) {
        block(datasets().createItem("d", item -> item.input(Map.of(key, png("odd"), "x", 1))));

        DatasetItem item = block(datasets().items("d").next());

        assertThat(whole(item).get(key)).isInstanceOf(MediaHandle.class);
        assertThat(whole(item)).containsEntry("x", 1);
    }

    @Test
    void items_wholeFields_becomeHandles() {
        block(datasets()
                .createItem(
                        "d",
                        item -> item.input(png("1")).expectedOutput(png("2")).metadata(png("3"))));

        DatasetItem item = block(datasets().items("d").next());

        assertThat(block(MediaHandle.in(item.input()).get(0).bytes())).isEqualTo(bytes("1"));
        assertThat(block(MediaHandle.in(item.expectedOutput()).get(0).bytes())).isEqualTo(bytes("2"));
        assertThat(block(MediaHandle.in(item.metadata()).get(0).bytes())).isEqualTo(bytes("3"));
    }

    @Test
    void items_hydrationOff_keepsStrings() {
        block(datasets().createItem("d", item -> item.input(Map.of("m", png("1")))));

        DatasetItem item =
                block(datasets().items("d", query -> query.hydrate(false)).next());

        assertThat(MediaHandle.in(item.input())).isEmpty();
        assertThat(item.input().at("/m").as(String.class)).startsWith("@@@langfuseMedia:");
    }

    @Test
    void items_pulled_fetchNothingBeforeTheyAreRead() {
        block(datasets().createItem("d", item -> item.input(Map.of("m", png("1")))));
        platform.server().requests().clear();

        DatasetItem item = block(datasets().items("d").next());
        assertThat(MediaHandle.in(item.input())).hasSize(1);

        assertThat(platform.server().requests().count()).isEqualTo(1);
        assertThat(platform.server().requests().count(Route.OBJECT_GET)).isZero();
    }

    @Test
    void items_unusableEntries_leaveStringsAndHydrateTheRest() {
        block(datasets().createItem("d", item -> item.id("i").input("x")));
        String reference = "@@@langfuseMedia:type=image/png|id=abc|source=bytes@@@";
        platform.server()
                .faults()
                .on(
                        Route.ITEMS_LIST,
                        fault -> fault.body("application/json", """
                {"data":[{"id":"i","datasetId":"1","datasetName":"d","status":"NEW","later":{"a":[1]},
                  "input":{"a":"REF","b":"REF","c":"REF","d":"REF"},"expectedOutput":"REF","metadata":null,
                  "sourceTraceId":null,"createdAt":"2026-11-20T12:00:00.000Z","updatedAt":"2026-11-20T12:00:00+00:00",
                  "mediaReferences":[
                    {"field":"input","referenceString":"REF","jsonPath":"$['a']","media":MEDIA,"more":1},
                    {"field":"output","referenceString":"REF","jsonPath":"$['b']","media":MEDIA},
                    {"field":"input","referenceString":"REF","jsonPath":"$['missing'","media":MEDIA},
                    {"field":"input","referenceString":"REF","jsonPath":"$['c']","media":null},
                    {"field":"expected_output","referenceString":"REF","jsonPath":"$","media":MEDIA},
                    null]}],
                 "meta":{"page":1,"limit":50,"totalItems":1,"totalPages":1}}""".replace(
                                        "MEDIA",
                                        "{\"mediaId\":\"abc\",\"contentType\":\"image/png\",\"contentLength\":3,\"url\":\"http://x\"}")
                                .replace("REF", reference)));

        DatasetItem item = block(datasets().items("d").next());

        Map<String, Object> input = whole(item);
        assertThat(input.get("a")).isInstanceOf(MediaHandle.class);
        assertThat(input.get("b")).isEqualTo(reference);
        assertThat(input.get("c")).isEqualTo(reference);
        assertThat(MediaHandle.in(item.expectedOutput())).hasSize(1);
        assertThat(item.metadata().isNull()).isTrue();
        assertThat(item.status()).isEqualTo(dev.vitrine.dataset.DatasetStatus.UNKNOWN);
    }

    @SuppressWarnings("NullAway") // nothing in these items is null
    private static Map<String, Object> whole(DatasetItem item) {
        return (Map<String, Object>) (Map<String, ?>) item.input().asMap();
    }

    private DatasetClient datasets() {
        return platform.client().datasets();
    }

    private static Media png(String content) {
        return Media.ofBytes(bytes(content), ContentType.IMAGE_PNG);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T block(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }
}
