package dev.vitrine.json;

import static dev.vitrine.json.Samples.REFERENCE;
import static dev.vitrine.json.Samples.media;
import static dev.vitrine.json.Samples.picture;
import static dev.vitrine.json.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.content.ContentType;
import dev.vitrine.media.Media;
import dev.vitrine.media.MediaTreeException;
import dev.vitrine.media.ReferencedMedia;
import dev.vitrine.media.WalkLimits;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

class StrictEncoderTests {
    private final JsonEncoder encoder = JsonEncoder.strict();

    private String encode(@Nullable Object value) {
        return text(encoder.encode(value));
    }

    record Message(String role, Object content) {}

    @SuppressWarnings("unused")
    public static final class Bean {
        private final Object inner;

        Bean(Object inner) {
            this.inner = inner;
        }

        public Object getInner() {
            return inner;
        }
    }

    @Test
    void media_atAnyDepthOfAnyHolder_isWhatTheReferencesSay() {
        Media a = media("a");
        Media b = Media.ofFile(Path.of("b.png"));
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putPOJO("node", b).putArray("array").addPOJO(List.of(a));
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("list", List.of(a));
        root.put("set", new LinkedHashSet<>(List.of(b)));
        root.put("array", new Object[] {a});
        root.put("optional", Optional.of(b));
        root.put("record", new Message("user", Optional.of(List.of(a))));
        root.put("bean", new Bean(Map.of("deep", new Bean(b))));
        root.put("tree", node);
        root.put("value", JsonValue.of(Map.of("in", a)));
        root.put("reference", new AtomicReference<>(b));
        List<Media> asked = new ArrayList<>();

        String json = text(encoder.encode(root, media -> {
            asked.add(media);
            return media == a ? "A" : "B";
        }));

        assertThat(json)
                .isEqualTo(
                        "{\"list\":[\"A\"],\"set\":[\"B\"],\"array\":[\"A\"],\"optional\":\"B\","
                                + "\"record\":{\"role\":\"user\",\"content\":[\"A\"]},\"bean\":{\"inner\":{\"deep\":{\"inner\":\"B\"}}},"
                                + "\"tree\":{\"node\":\"B\",\"array\":[[\"A\"]]},\"value\":{\"in\":\"A\"},\"reference\":\"B\"}");
        assertThat(asked).containsExactly(a, b, a, b, a, b, b, a, a, b);
    }

    @Test
    void media_withoutReferences_isItsOwnText_neverContent() {
        Media bytes = media("content");
        assertThat(encode(List.of(bytes)))
                .isEqualTo("[\""
                        + bytes.reference(
                                dev.vitrine.content.ContentDigest.ofContent(ByteBuffer.wrap(Samples.bytes("content"))),
                                ContentType.IMAGE_PNG)
                        + "\"]");
        assertThat(encode(Media.ofFile(Path.of("x.png")))).contains("not uploaded");
    }

    @Test
    void references_thatThrow_passOnWhatTheyThrow() {
        IllegalStateException own = new IllegalStateException("mine");

        assertThatThrownBy(() -> encoder.encode(Map.of("a", new Bean(media("x"))), media -> {
                    throw own;
                }))
                .isSameAs(own);
    }

    record Gallery(Samples.Picture cover, Optional<ReferencedMedia> other, Samples.Picture[] more) {}

    @Test
    void referencedMedia_isItsReferenceString_neverItsUrl() {
        Object gallery = new Gallery(picture(), Optional.of(picture()), new Samples.Picture[] {picture()});
        Map<Object, Object> root = new LinkedHashMap<>();
        root.put("gallery", gallery);
        root.put("bean", new Bean(picture()));
        root.put(picture(), JsonNodeFactory.instance.pojoNode(picture()));

        String json = encode(root);

        String r = "\"" + REFERENCE + "\"";
        assertThat(json)
                .isEqualTo("{\"gallery\":{\"cover\":" + r + ",\"other\":" + r + ",\"more\":[" + r
                        + "]},\"bean\":{\"inner\":" + r + "}," + r + ":" + r + "}");
    }

    @Test
    void referencedMedia_withoutString_isAnError() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> encode(Map.of("a", List.of(new Samples.SignedPicture("")))))
                .withMessageContaining("/a/0")
                .withMessageContaining("reference string")
                .withMessageNotContaining("Signature");
    }

    @Test
    void scalars_haveTheirForms() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("instant", Instant.parse("2026-11-20T13:00:00Z"));
        root.put("offset", OffsetDateTime.parse("2026-11-20T13:00:00+02:00"));
        root.put("day", LocalDate.of(2026, 11, 20));
        root.put("date", new Date(0));
        root.put("duration", Duration.ofSeconds(90));
        root.put("uuid", new UUID(0, 1));
        root.put("path", Path.of("a", "b.txt"));
        root.put("enum", TimeUnit.DAYS);
        root.put("error", new IllegalStateException("no"));
        root.put("none", Optional.empty());
        root.put("nan", Double.NaN);
        root.put("infinities", new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.5});
        root.put("float", Float.NaN);
        root.put("long", Long.MAX_VALUE);
        root.put("big", BigInteger.TWO.pow(80));
        root.put("decimal", new BigDecimal("1E+400"));
        root.put("text", "é😀\u0000");

        assertThat(encode(root))
                .isEqualTo("{\"instant\":\"2026-11-20T13:00:00Z\",\"offset\":\"2026-11-20T13:00:00+02:00\","
                        + "\"day\":\"2026-11-20\",\"date\":\"1970-01-01T00:00:00.000Z\",\"duration\":\"PT1M30S\","
                        + "\"uuid\":\"00000000-0000-0000-0000-000000000001\",\"path\":\"a/b.txt\",\"enum\":\"DAYS\","
                        + "\"error\":\"IllegalStateException: no\",\"none\":null,\"nan\":\"NaN\","
                        + "\"infinities\":[\"Infinity\",\"-Infinity\",1.5],\"float\":\"NaN\","
                        + "\"long\":9223372036854775807,\"big\":1208925819614629174706176,\"decimal\":1E+400,"
                        + "\"text\":\"é😀\\u0000\"}");
    }

    @Test
    void keys_ofAnyType() {
        Map<Object, Object> keys = new LinkedHashMap<>();
        keys.put(1, 1);
        keys.put(TimeUnit.DAYS, 2);
        keys.put(new UUID(0, 1), 3);
        keys.put(Locale.ROOT, 4);
        keys.put(List.of(1, 2), 5);

        assertThat(encode(keys))
                .isEqualTo("{\"1\":1,\"DAYS\":2,\"00000000-0000-0000-0000-000000000001\":3,\"\":4,\"[1, 2]\":5}");
    }

    @Test
    void cycle_isAnErrorWithThePlace() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", new Object[] {Map.of("b", map)});
        Bean[] knot = new Bean[1];
        knot[0] = new Bean(new Object[] {knot});
        AtomicReference<Object> reference = new AtomicReference<>();
        reference.set(reference);

        assertThatExceptionOfType(MediaTreeException.class)
                .isThrownBy(() -> encode(map))
                .withMessageContaining("/a/0/b")
                .withMessageContaining("contains itself");
        assertThatExceptionOfType(MediaTreeException.class)
                .isThrownBy(() -> encode(knot))
                .withMessageContaining("/0/inner/0");
        assertThatExceptionOfType(MediaTreeException.class).isThrownBy(() -> encode(Map.of("r", reference)));
    }

    @Test
    void sharedSubtree_isWrittenTwice() {
        List<Integer> shared = new ArrayList<>(List.of(1));

        assertThat(encode(List.of(shared, shared))).isEqualTo("[[1],[1]]");
    }

    @Test
    void limits_areErrorsWithThePlace() {
        Object deep = "leaf";
        for (int i = 0; i < 10_000; i++) {
            deep = List.of(deep);
        }
        Object tooDeep = deep;
        Iterable<Integer> endless = () -> Stream.iterate(0, i -> i + 1).iterator();

        assertThatExceptionOfType(MediaTreeException.class)
                .isThrownBy(() -> encode(tooDeep))
                .withMessageContaining("256")
                .withMessageContaining("/0/0/0");
        assertThatExceptionOfType(MediaTreeException.class)
                .isThrownBy(() -> encoder.limits(new WalkLimits(1000, 100_000)).encode(tooDeep));
        assertThatExceptionOfType(MediaTreeException.class)
                .isThrownBy(() -> encoder.limits(new WalkLimits(2, 100)).encode(Map.of("e", endless)))
                .withMessageContaining("/e/98");
        assertThat(encoder.limits(new WalkLimits(2, 5)).encode(List.of(List.of(1), 2, 3)))
                .hasSize(9);
        assertThatExceptionOfType(MediaTreeException.class)
                .isThrownBy(() -> encoder.limits(new WalkLimits(1, 9)).encode(List.of(1, List.of())))
                .withMessageContaining("/1");
    }

    @Test
    void deepWithinLimit_andManyNodes_areFine() {
        Object deep = "leaf";
        for (int i = 0; i < 256; i++) {
            deep = i % 2 == 0 ? List.of(deep) : Map.of("k", deep);
        }
        List<Object> many = new ArrayList<>(Collections.nCopies(200_000, "x"));
        many.add(deep);

        assertThat(encode(deep)).contains("\"leaf\"");
        assertThat(encoder.limits(new WalkLimits(1000, 1_000_000)).encode(many)).hasSizeGreaterThan(800_000);
    }

    @Test
    void depth1000_onAnOrdinaryThread_isFine() throws Exception {
        Object deep = "leaf";
        for (int i = 0; i < 500; i++) {
            deep = new Bean(i % 2 == 0 ? List.of(deep) : Map.of("k", deep));
        }
        Object root = deep;
        AtomicReference<Object> outcome = new AtomicReference<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        outcome.set(encoder.limits(new WalkLimits(1000, 10_000)).encode(root));
                    } catch (RuntimeException e) {
                        outcome.set(e);
                    }
                },
                "small",
                1024 * 1024);
        thread.start();
        thread.join(TimeUnit.SECONDS.toMillis(30));

        assertThat(outcome.get()).isInstanceOf(byte[].class);
    }

    @SuppressWarnings("unused")
    public static final class Failing {
        public String getFine() {
            return "fine";
        }

        public String getBroken() {
            throw new IllegalStateException("secret of the getter");
        }
    }

    @Test
    void unserializable_isAnErrorWithPlaceAndKind() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> encode(Map.of("a", List.of(1, new Object()))))
                .withMessageContaining("/a/1")
                .withMessageContaining("java.lang.Object");
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> encode(List.of(new Failing())))
                .withMessageContaining("/0/broken")
                .withMessageContaining("IllegalStateException")
                .withMessageNotContaining("secret");
        for (Object bytes :
                List.of(new byte[] {1}, ByteBuffer.allocate(1), JsonNodeFactory.instance.binaryNode(new byte[] {1}))) {
            assertThatExceptionOfType(JsonException.class)
                    .isThrownBy(() -> encode(Map.of("b", bytes)))
                    .withMessageContaining("/b")
                    .withMessageContaining("Media.ofBytes");
        }
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> encode(Map.of("s", "half \ud83d")))
                .withMessageContaining("/s")
                .withMessageContaining("surrogate");
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> encode(Collections.singletonMap("m", Collections.singletonMap(null, 1))))
                .withMessageContaining("/m");
    }

    @Test
    void oneShot_isRefusedAndNotConsumed() {
        List<Object> source = new ArrayList<>(List.of(1));
        var iterator = source.iterator();
        Stream<Object> stream = source.stream();

        for (Object once : List.of(iterator, stream, Collections.enumeration(source), source.spliterator())) {
            assertThatExceptionOfType(JsonException.class)
                    .isThrownBy(() -> encode(Map.of("once", once)))
                    .withMessageContaining("/once")
                    .withMessageContaining("only once");
        }
        assertThat(iterator).hasNext();
        assertThat(stream).containsExactly(1);
        Iterable<Object> replayable = source::iterator;
        assertThat(encode(replayable)).isEqualTo("[1]");
    }

    @Test
    void whatIsNoValue_isRefused() {
        Runnable lambda = () -> {};
        Publisher<Object> publisher = subscriber -> {};

        for (Object noValue :
                List.of(lambda, publisher, new CompletableFuture<>(), new ByteArrayInputStream(new byte[1]))) {
            assertThatExceptionOfType(JsonException.class)
                    .isThrownBy(() -> encode(Map.of("no", noValue)))
                    .withMessageContaining("/no");
        }
    }

    @Test
    void jsonNode_isWrittenAsItIs() throws Exception {
        String json = "{\"a\":[1,2.5,null,true,\"x\"],\"b\":{},\"c\":12345678901234567890}";
        JsonNode node = new com.fasterxml.jackson.databind.ObjectMapper().readTree(json);

        assertThat(encode(node)).isEqualTo(json);
        assertThat(encode(JsonNodeFactory.instance.missingNode())).isEqualTo("null");
    }

    record Raw(@JsonRawValue String raw, Object media) {}

    @Test
    void toValue_marksMediaBehindRawJson() {
        Samples.Picture picture = picture();

        assertThat(encoder.toValue(new Raw("{\"a\":\"b\",\"c\":[\"d\"]}", picture))
                        .occurrences())
                .singleElement()
                .satisfies(found -> assertThat(found.pointer()).isEqualTo("/media"));
    }

    @Test
    void root_mayBeAnything() {
        assertThat(encode(null)).isEqualTo("null");
        assertThat(encode("s")).isEqualTo("\"s\"");
        assertThat(encode(Set.of())).isEqualTo("[]");
        assertThat(encode(Arrays.asList(1, null))).isEqualTo("[1,null]");
    }
}
