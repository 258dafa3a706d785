package dev.vitrine.json;

import static dev.vitrine.json.Samples.bytes;
import static dev.vitrine.json.Samples.picture;
import static dev.vitrine.json.Samples.reference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.vitrine.json.Samples.Picture;
import dev.vitrine.media.HydrationPath;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HydrationTests {
    private static final String R = reference(1);
    private final Picture picture = picture(1);

    private JsonValue.Replacement at(String path) {
        return new JsonValue.Replacement(HydrationPath.parse(path), R, picture);
    }

    private JsonValue hydrated(String json, String... paths) {
        List<JsonValue.Replacement> replacements = new ArrayList<>();
        for (String path : paths) {
            replacements.add(at(path));
        }
        return JsonValue.ofBytes(bytes(json.replace("'R'", "\"" + R + "\"")), replacements);
    }

    /** Columns: the value with R for the reference, the path, a pointer to where the media must be. */
    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'R' | $ | ``",
                "{\"image\":'R'} | $['image'] | /image",
                "{\"my image\":'R'} | $['my image'] | /my image",
                "{\"O'connor\":'R'} | $['O'connor'] | /O'connor",
                "{\"a\\\"b\":'R'} | $['a\"b'] | /a\"b",
                "{\"a\\\\b\":'R'} | $['a\\b'] | /a\\b",
                "{\"\\\\\":'R'} | $['\\'] | /\\",
                "{\"arr[0]\":'R'} | $['arr[0]'] | /arr[0]",
                "{\"a.b\":'R'} | $['a.b'] | /a.b",
                "['R'] | $[0] | /0",
                "{\"items\":[0,'R',2]} | $['items'][1] | /items/1",
                "{\"a\":{\"b\":{\"c\":'R'}}} | $['a']['b']['c'] | /a/b/c",
                "[{\"x\":'R'}] | $[0]['x'] | /0/x",
                "[['R']] | $[0][0] | /0/0",
                "[[['R']]] | $[0][0][0] | /0/0/0",
                "{\"matrix\":[[0,'R']]} | $['matrix'][0][1] | /matrix/0/1",
                "[{\"rows\":['R']}] | $[0]['rows'][0] | /0/rows/0",
                "{\"messages\":[{\"content\":[{\"image_url\":'R'}]}]} | $['messages'][0]['content'][0]['image_url']"
                        + " | /messages/0/content/0/image_url",
                "{\"image'key\":'R'} | $['image'key'] | /image'key",
                "{\"0\":'R'} | $[0] | /0",
                "{\"01\":'R'} | $[01] | /01",
                "{\"*\":'R'} | $[*] | /*",
                "{\"12*\":'R'} | $[12*] | /12*",
                "{\"-1\":'R'} | $['-1'] | /-1",
                "{\"1.5\":'R'} | $['1.5'] | /1.5",
                "{\"\":'R'} | $[''] | /",
                "{\"~\":'R'} | $ | /~0",
                "{\"^\":'R'} | $ | /^",
                "{\"@string()\":'R'} | $ | /@string()",
                "{\"~\":{\"x\":'R'}} | $['x'] | /~0/x",
                "{\"a']b\":'R'} | $['a']b'] | /a']b",
                "{\"a']['b\":'R'} | $['a']['b'] | /a']['b",
                "{\"a','b\":'R',\"a\":1,\"b\":2} | $['a','b'] | /a','b",
                "{\"größe\":{\"画像\":'R'}} | $['größe']['画像'] | /größe/画像",
                // not the server's dialect
                "{\"a\":[{\"b\":'R'}]} | $.a[0].b | /a/0/b",
                "{\"a\":'R'} | $[\"a\"] | /a",
                "{\"it's\":'R'} | $['it\\'s'] | /it's",
            })
    void path_leadsToItsPlace(String json, String path, String pointer) {
        JsonValue value = hydrated(json, path);

        assertThat(value.occurrences())
                .singleElement()
                .satisfies(found -> assertThat(found.pointer()).isEqualTo(pointer))
                .satisfies(found -> assertThat(found.value()).isSameAs(picture));
        assertThat(value).isEqualTo(hydrated(json));
        assertThat(value.at(pointer).as(Picture.class)).isSameAs(picture);
    }

    @Test
    void path_withALineBreak_leadsToItsPlace() {
        assertThat(hydrated("{\"a\\nb\":'R'}", "$['a\nb']").occurrences())
                .extracting("pointer")
                .containsExactly("/a\nb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image",
                "$['image'",
                "$[image]",
                "$",
                "$['other']",
                "$[0]",
                "$[*]",
                "$..image",
                "$.*",
                "",
                "$$",
                "@"
            })
    void path_thatLeadsElsewhere_changesNothing(String path) {
        JsonValue value = hydrated("{\"image\":'R',\"other\":\"text\"}", path);

        assertThat(value.occurrences()).isEmpty();
        assertThat(value.asMap()).isEqualTo(Map.of("image", R, "other", "text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "^", "it's", "a']['b", "*", "0", "01", "", "größe", "@string()", "a','b", "\\", "a.b"})
    void key_thatIsAwkward_neverDamagesAValue(String key) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put(key, R);
        input.put("b", Map.of(key, "text", "n", 1));
        input.put("a", Map.of("b", List.of("keep")));
        String path = HydrationPath.of(List.of(key)).toString();

        Map<String, ?> map = JsonValue.ofBytes(JsonEncoder.strict().encode(input), List.of(at(path)))
                .asMap();

        assertThat(map.get(key)).isSameAs(picture);
        assertThat(map.get("b")).isEqualTo(Map.of(key, "text", "n", 1));
        assertThat(map.get("a")).isEqualTo(Map.of("b", List.of("keep")));
    }

    @ParameterizedTest(name = "''{0}'' written as {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "@a | \"\\u0040a\"",
                "@a | \"@\\u0061\"",
                "/a | \"\\/a\"",
                "`\"a` | \"\\\"a\"",
                "`` | \"\"",
                "ä | \"ä\"",
                "日本 | \"日\\u672c\"",
                "🎞 | \"🎞\"",
                "🎞 | \"\\ud83c\\udf9e\"",
            })
    void expectedText_howeverItIsWritten_isFound(String expected, String json) {
        for (int others : new int[] {0, 20}) { // few are told apart in another way than many
            List<JsonValue.Replacement> replacements = new ArrayList<>();
            for (int i = 0; i < others; i++) {
                replacements.add(new JsonValue.Replacement(HydrationPath.parse("$[0]"), "@o" + i, picture(2)));
            }
            replacements.add(new JsonValue.Replacement(HydrationPath.parse("$['x'][3]"), expected, picture));
            String whole = "{\"@\":\"@\",\"x\":[\"@b\",\"\\u0040\",\"" + "@".repeat(9000) + "\"," + json + ",\"@\"]}";

            for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE)) {
                JsonValue value = JsonValue.ofBytes(whole.getBytes(charset), replacements);
                assertThat(value.media(Picture.class)).containsExactly(picture);
            }
        }
    }

    @Test
    void otherReferenceAtThePath_stays() {
        JsonValue value = JsonValue.ofBytes(bytes("{\"image\":\"" + reference(2) + "\"}"), List.of(at("$['image']")));

        assertThat(value.asMap()).isEqualTo(Map.of("image", reference(2)));
    }

    @Test
    void pathsThatCollapse_areToldApartByTheirReferences() {
        String json = "{\"~\":\"" + reference(1) + "\",\"^\":\"" + reference(2) + "\",\"c\":\"" + reference(3) + "\"}";
        JsonValue value = JsonValue.ofBytes(
                bytes(json),
                List.of(
                        new JsonValue.Replacement(HydrationPath.parse("$"), reference(2), picture(2)),
                        new JsonValue.Replacement(HydrationPath.parse("$['c']"), reference(3), picture(3))));

        assertThat(value.occurrences()).extracting("pointer").containsExactly("/^", "/c");
        assertThat(value.asMap()).containsEntry("~", reference(1));
    }

    @Test
    void oneUnresolved_othersHydrate_andOneWarningNamesThePath() {
        JsonValue value = hydrated("{\"a\":'R',\"b\":['R'],\"c\":\"?\"}", "$['a']", "$['gone']", "$['b'][0]");

        String log = logged(() -> {
            assertThat(value.media(Picture.class)).hasSize(2);
            assertThat(value.asMap()).hasSize(3);
        });

        assertThat(log.lines().filter(line -> line.contains("WARN")))
                .singleElement()
                .satisfies(line ->
                        assertThat(line).contains("$['gone']").doesNotContain(R).doesNotContain("Signature"));
    }

    @Test
    void nullValueWithAReference_staysNull_withOneWarning() {
        JsonValue value = hydrated("null", "$");

        assertThat(logged(() -> assertThat(value.isNull()).isTrue()).lines()).hasSize(1);
        assertThat(value.asMap()).isEmpty();
    }

    @Test
    void gallery_eachPlaceGetsItsOwn() {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("$['image']", "/image");
        places.put("$['gallery'][0]", "/gallery/0");
        places.put("$['gallery'][1]", "/gallery/1");
        places.put("$['matrix'][0][0]", "/matrix/0/0");
        String json = "{\"matrix\":[[\"" + reference(3) + "\"]],\"gallery\":[\"" + reference(1) + "\",\"" + reference(2)
                + "\"],\"image\":\"" + reference(0) + "\",\"text\":\"t\"}";
        List<JsonValue.Replacement> replacements = new ArrayList<>();
        int number = 0;
        for (String path : places.keySet()) {
            replacements.add(new JsonValue.Replacement(HydrationPath.parse(path), reference(number), picture(number)));
            number++;
        }

        JsonValue value = JsonValue.ofBytes(bytes(json), replacements);

        number = 0;
        for (String pointer : places.values()) {
            Picture found = Objects.requireNonNull(value.at(pointer).as(Picture.class));
            assertThat(found.referenceString()).isEqualTo(reference(number++));
        }
        assertThat(value.at("/text").as(String.class)).isEqualTo("t");
        assertThat(value.toJson()).isEqualTo(json);
    }

    @Test
    void hydratedValue_writtenAgain_isItsReferences() {
        JsonValue value = hydrated("{\"a\":[1,'R'],\"b\":\"x\"}", "$['a'][1]");
        record Wrapped(JsonValue value, Map<String, Object> more) {}

        String json = Samples.text(JsonEncoder.strict().encode(new Wrapped(value, Map.of("k", value.asMap()))));

        assertThat(json).contains(R).doesNotContain("Signature").doesNotContain("url");
        assertThat(JsonValue.of(Map.of("again", value)).media(Picture.class)).containsExactly(picture);
    }

    @Test
    void manyReplacements_areResolvedInOneScan() {
        int count = 20_000;
        List<String> texts = new ArrayList<>();
        List<JsonValue.Replacement> replacements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(reference(i));
            replacements.add(new JsonValue.Replacement(HydrationPath.parse("$[" + i + "]"), reference(i), picture(i)));
        }

        JsonValue value = JsonValue.ofBytes(JsonEncoder.strict().encode(texts), replacements);

        assertThat(value.media(Picture.class)).hasSize(count);
        assertThat(Objects.requireNonNull(value.at("/19999").as(Picture.class)).referenceString())
                .isEqualTo(reference(19_999));
    }

    @Test
    void firstAccessByManyThreads_isOneResultAndOneWarning() throws Exception {
        JsonValue value = hydrated("{\"a\":['R','R'],\"b\":1}", "$['a'][0]", "$['a'][1]", "$['gone']");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<List<Picture>>> found = new ArrayList<>();
            String log = logged(() -> {
                for (int i = 0; i < 8; i++) {
                    found.add(threads.submit(() -> {
                        start.await();
                        return value.media(Picture.class);
                    }));
                }
                start.countDown();
                for (Future<List<Picture>> each : found) {
                    assertThat(each).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(List.of(picture, picture));
                }
            });
            assertThat(log.lines()).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes(@JsonSubTypes.Type(value = Shot.class, name = "shot"))
    interface Part {}

    record Shot(Picture image, JsonValue more) implements Part {}

    @Test
    void polymorphicType_getsTheHandle_thoughItIsBuffered() {
        JsonValue value = hydrated(
                "[{\"image\":'R',\"more\":{\"x\":'R'},\"kind\":\"shot\"}]", "$[0]['image']", "$[0]['more']['x']");

        List<Part> parts = Objects.requireNonNull(value.as(new TypeRef<List<Part>>() {}));

        assertThat(parts).singleElement().isInstanceOfSatisfying(Shot.class, shot -> {
            assertThat(shot.image()).isSameAs(picture);
            assertThat(shot.more().media(Picture.class)).containsExactly(picture);
        });
    }

    @Test
    void byteOrderMark_doesNotShiftParts() {
        JsonValue value = JsonValue.ofBytes(bytes("\ufeff{\"a\":{\"b\":\"" + R + "\"}}"), List.of(at("$['a']['b']")));

        assertThat(value.at("/a").toJson()).isEqualTo("{\"b\":\"" + R + "\"}");
        assertThat(value.kind()).isEqualTo(JsonValue.Kind.OBJECT);
    }

    /** What the simple logger prints meanwhile. */
    private static String logged(Runnable action) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }
}
