package dev.vitrine.json;

import static dev.vitrine.json.Samples.REFERENCE;
import static dev.vitrine.json.Samples.media;
import static dev.vitrine.json.Samples.picture;
import static dev.vitrine.json.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vitrine.media.Media;
import dev.vitrine.media.WalkLimits;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LenientEncoderTests {
    private final JsonEncoder encoder = JsonEncoder.lenient();

    private String encode(@Nullable Object value) {
        String json = text(encoder.encode(value));
        assertThat(isJson(json)).as(json).isTrue();
        return json;
    }

    private static boolean isJson(String json) {
        try {
            return new ObjectMapper().readTree(json) != null;
        } catch (IOException e) {
            return false;
        }
    }

    @SuppressWarnings("unused")
    @JsonPropertyOrder({"a", "broken", "nothing", "deepFailure", "z"})
    public static final class Failing {
        public String getA() {
            return "a";
        }

        public List<String> getBroken() {
            throw new IllegalStateException("secret");
        }

        public Object getNothing() {
            return new Object();
        }

        public Object getDeepFailure() {
            throw new StackOverflowError();
        }

        public String getZ() {
            return "z";
        }
    }

    @Test
    void failingGetter_isAPlaceholderForItAlone() {
        assertThat(encode(List.of(1, new Failing(), 2)))
                .isEqualTo("[1,{\"a\":\"a\",\"broken\":\"<not serializable object of type: List>\","
                        + "\"nothing\":\"<not serializable object of type: Object>\","
                        + "\"deepFailure\":\"<not serializable object of type: Object>\",\"z\":\"z\"},2]");
    }

    @JsonSerialize(using = HalfDone.Writer.class)
    static final class HalfDone {
        static final class Writer extends JsonSerializer<HalfDone> {
            @Override
            public void serialize(HalfDone value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeStartObject();
                out.writeFieldName("a");
                out.writeStartArray();
                out.writeNumber(1);
                throw new IOException("secret");
            }
        }
    }

    @JsonSerialize(using = Dangling.Writer.class)
    static final class Dangling {
        static final class Writer extends JsonSerializer<Dangling> {
            @Override
            public void serialize(Dangling value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeStartObject();
                out.writeNumberField("x", 1);
                throw new LinkageError("secret");
            }
        }
    }

    @JsonSerialize(using = Unfinished.Writer.class)
    static final class Unfinished {
        static final class Writer extends JsonSerializer<Unfinished> {
            @Override
            public void serialize(Unfinished value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeStartObject();
                out.writeFieldName("x");
            }
        }
    }

    @Test
    void serializerThatStopsHalfway_isMended_orAnErrorIfStrict() {
        assertThat(encode(List.of(new Unfinished(), 2)))
                .isEqualTo("[{\"x\":\"<not serializable object of type: Unfinished>\"},2]");
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> JsonEncoder.strict().encode(new Unfinished()));
    }

    @Test
    void serializerThatFailsHalfway_isMended() {
        assertThat(encode(Map.of("k", new HalfDone())))
                .isEqualTo("{\"k\":{\"a\":[1,\"<not serializable object of type: HalfDone>\"]}}");
        assertThat(encode(List.of(new Dangling(), 2)))
                .isEqualTo("[{\"x\":1,\"<incomplete>\":\"<not serializable object of type: Dangling>\"},2]");
        assertThat(encode(new HalfDone())).startsWith("{\"a\":[1,");
    }

    @Test
    void collectionThatFailsHalfway_keepsWhatWasRead() {
        Map<String, Object> broken = new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                throw new IllegalStateException("secret");
            }
        };
        Iterable<Integer> failing = () -> Stream.of(1, 2)
                .map(i -> {
                    if (i == 2) {
                        throw new IllegalStateException("secret");
                    }
                    return i;
                })
                .iterator();

        assertThat(encode(List.of(1, broken, 3)))
                .startsWith("[1,")
                .endsWith(",3]")
                .doesNotContain("secret");
        assertThat(encode(Map.of("f", failing)))
                .startsWith("{\"f\":[1,\"<not serializable object")
                .endsWith("]}");
    }

    @Test
    void cycle_isTheTypeName() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("self", map);
        map.put("list", List.of(map));
        AtomicReference<Object> reference = new AtomicReference<>();
        reference.set(reference);
        map.put("reference", reference);

        assertThat(encode(map))
                .isEqualTo(
                        "{\"self\":\"LinkedHashMap\",\"list\":[\"LinkedHashMap\"],\"reference\":\"AtomicReference\"}");
    }

    record Self() {
        @JsonValue
        Self self() {
            return new Self();
        }
    }

    @Test
    void endlessObjects_doNotOverflow() {
        assertThat(encode(Map.of("k", new Self()))).startsWith("{\"k\":\"").contains("Self");
    }

    @Test
    void shared_isWrittenTwice() {
        List<Integer> shared = new ArrayList<>(List.of(1));
        assertThat(encode(List.of(shared, shared))).isEqualTo("[[1],[1]]");
    }

    @Test
    void tooDeep_isTheTypeNameInBrackets_andConfigurable() {
        Object deep = "leaf";
        for (int i = 0; i < 30; i++) {
            deep = List.of(deep);
        }
        assertThat(encode(deep)).startsWith("[".repeat(20) + "\"<").endsWith(">\"" + "]".repeat(20));
        assertThat(text(encoder.limits(new WalkLimits(30, 1000)).encode(deep))).contains("leaf");
        Object veryDeep = deep;
        for (int i = 0; i < 20_000; i++) {
            veryDeep = i % 2 == 0 ? Map.of("k", veryDeep) : Optional.of(veryDeep);
        }
        assertThat(encode(veryDeep)).hasSizeLessThan(500);
        assertThat(text(encoder.limits(new WalkLimits(1000, 1_000_000)).encode(veryDeep)))
                .startsWith("{\"k\":");
    }

    @Test
    void deeperThanTheStack_isCutEarlier_andNotLost() throws InterruptedException {
        Object deep = "leaf";
        for (int i = 0; i < 1_800; i++) {
            deep = i % 2 == 0 ? Map.of("k", deep) : Optional.of(deep);
        }
        Object value = deep;
        AtomicReference<String> json = new AtomicReference<>("");
        Thread small = new Thread(
                null,
                () -> json.set(
                        text(encoder.limits(new WalkLimits(1000, 1_000_000)).encode(value))),
                "small stack",
                160 * 1024);
        small.start();
        small.join();

        assertThat(json.get())
                .startsWith("{\"k\":{\"k\":{\"k\":{\"k\":")
                .contains("<")
                .doesNotContain("leaf");
    }

    @Test
    void tooMany_endsBehindAPlaceholder() {
        Iterable<Integer> endless = () -> Stream.iterate(0, i -> i + 1).iterator();

        String json = text(encoder.limits(new WalkLimits(5, 6)).encode(List.of(Map.of("e", endless), "after")));

        assertThat(json).isEqualTo("[{\"e\":[0,1,2,3,\"<truncated: too many values>\"]}]");
    }

    @Test
    void numbers_thatJavaScriptCannotHold_areText() throws IOException {
        long safe = (1L << 53) - 1;
        assertThat(encode(new long[] {safe, safe + 1, -safe, -safe - 1, Long.MIN_VALUE}))
                .isEqualTo("[9007199254740991,\"9007199254740992\",-9007199254740991,\"-9007199254740992\","
                        + "\"-9223372036854775808\"]");
        assertThat(encode(List.of(BigInteger.valueOf(safe), BigInteger.TWO.pow(64), safe + 1)))
                .isEqualTo("[9007199254740991,\"18446744073709551616\",\"9007199254740992\"]");
        assertThat(encode(new ObjectMapper().readTree("[12345678901234567890,9007199254740993,1]")))
                .isEqualTo("[\"12345678901234567890\",\"9007199254740993\",1]");
        assertThat(encode(dev.vitrine.json.JsonValue.of(safe + 1))).isEqualTo("\"9007199254740992\"");
        assertThat(encode(List.of(Double.NaN, Float.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)))
                .isEqualTo("[\"NaN\",\"-Infinity\",\"Infinity\"]");
    }

    @Test
    void bytes_areTextOrAPlaceholder_neverBase64() {
        byte[] binary = {(byte) 0xFF, (byte) 0xFE, 0};
        byte[] readable = "größe".getBytes(StandardCharsets.UTF_8);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(2).put((byte) 'o').put((byte) 'k').flip();
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("binary", binary);
        root.put("readable", readable);
        root.put("buffer", direct);
        root.put("node", JsonNodeFactory.instance.binaryNode(binary));
        root.put("list", List.of(binary));

        assertThat(encode(root))
                .isEqualTo("{\"binary\":\"<not serializable bytes>\",\"readable\":\"größe\",\"buffer\":\"ok\","
                        + "\"node\":\"<not serializable bytes>\",\"list\":[\"<not serializable bytes>\"]}");
        assertThat(direct.remaining()).isEqualTo(2);
    }

    @Test
    void keys_ofAnyType_evenNullAndThoseThatFail() {
        Map<Object, Object> keys = new LinkedHashMap<>();
        keys.put(null, 1);
        keys.put(2.5, 2);
        keys.put(
                new Object() {
                    @Override
                    public String toString() {
                        throw new IllegalStateException("secret");
                    }
                },
                3);
        keys.put(new byte[] {1}, 4);
        keys.put("half \ud83d", 5);

        assertThat(encode(keys))
                .startsWith("{\"null\":1,\"2.5\":2,\"<not serializable object of type: ")
                .endsWith("\":3,\"<not serializable object of type: byte[]>\":4,\"half \ufffd\":5}");
    }

    enum Odd {
        ONE {
            @Override
            public String toString() {
                throw new IllegalStateException();
            }
        }
    }

    @Test
    void oddValues_neverFail() {
        IllegalStateException nasty = new IllegalStateException() {
            @Override
            public String getMessage() {
                throw new IllegalArgumentException("secret");
            }
        };
        Iterator<Integer> iterator = List.of(1).iterator();
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("enum", Odd.ONE);
        root.put("day", TimeUnit.DAYS);
        root.put("error", new IOException("disk full"));
        root.put("quiet", new IOException());
        root.put("nasty", nasty);
        root.put("iterator", iterator);
        root.put("future", new CompletableFuture<>());
        root.put("thread", Thread.currentThread());
        root.put("class", String.class);
        root.put("loader", getClass().getClassLoader());
        root.put("lambda", (Runnable) () -> {});
        root.put("path", Path.of("x"));
        root.put("half", "\udc00half");
        root.put("malformed", dev.vitrine.json.JsonValue.ofBytes(Samples.bytes("{\"a\":[1,oops")));

        String json = encode(root);

        assertThat(json)
                .contains("\"enum\":\"<not serializable object of type:")
                .contains("\"day\":\"DAYS\"")
                .contains("\"error\":\"IOException: disk full\"")
                .contains("\"quiet\":\"IOException\"")
                .contains("\"iterator\":\"<not serializable object of type:")
                .contains("\"lambda\":\"<not serializable object of type:")
                .contains("\"path\":\"x\"")
                .contains("\"half\":\"\ufffdhalf\"")
                .contains("\"malformed\":{\"a\":[1,")
                .doesNotContain("secret");
        assertThat(iterator).hasNext();
    }

    @Test
    void media_areReferences_andFailedOnesSaySo() {
        Media fine = media("fine");
        Media broken = media("broken");

        String json = text(encoder.encode(Arrays.asList(fine, broken, picture(), null), media -> {
            if (media == broken) {
                throw new IllegalStateException("secret");
            }
            return "R";
        }));

        assertThat(json)
                .isEqualTo("[\"R\",\"<Upload handling failed for LangfuseMedia of type image/png>\",\"" + REFERENCE
                        + "\",null]");
        assertThat(encode(List.of(new Samples.SignedPicture("")))).doesNotContain("Signature");
    }

    @Test
    void concurrentChange_doesNotLoseThePayload() {
        Map<String, Object> map = new HashMap<>(Map.of("a", 1, "b", 2, "c", 3));
        map.put("z", new Object() {
            @SuppressWarnings("unused")
            public String getX() {
                map.put("new" + map.size(), 1);
                return "x";
            }
        });

        assertThat(encode(Map.of("map", map, "other", 1))).contains("\"other\":1");
    }

    @Test
    void root_thatFails_isAPlaceholder() {
        assertThat(encode(new Object())).isEqualTo("\"<not serializable object of type: Object>\"");
        assertThat(encode(null)).isEqualTo("null");
    }
}
