package dev.vitrine.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.content.ContentType;
import dev.vitrine.json.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MediaTreeTests {
    private static final WalkLimits LIMITS = WalkLimits.DEFAULT;
    private final Media a = media("a");
    private final Media b = media("b");
    private final MediaReference r = new MediaReference("image/png", new MediaId("id"), "bytes");

    private static Media media(String content) {
        return Media.ofBytes(content.getBytes(StandardCharsets.UTF_8), ContentType.IMAGE_PNG);
    }

    private static List<MediaOccurrence> find(@Nullable Object root) {
        return MediaTree.find(root, LIMITS).toList();
    }

    record Message(String role, Object content, @Nullable BigDecimal price) {}

    private Map<String, Object> everything() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putPOJO("pojo", b).put("text", "t").putArray("array").addPOJO(Map.of("k", a));
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("list", Arrays.asList(1, a, null));
        root.put("set", new LinkedHashSet<>(List.of(b, r)));
        root.put("array", new Object[] {new Media[] {a}});
        root.put("optional", Optional.of(List.of(b)));
        root.put("a/b~c", r);
        root.put("record", new Message("user", new Message("inner", a, null), new BigDecimal("1.50")));
        root.put("node", node);
        root.put("value", JsonValue.of(Map.of("in", b)));
        root.put("entry", Map.entry("key", a));
        root.put("reference", new AtomicReference<>(a));
        root.put("numbers", new int[] {1});
        return root;
    }

    @Test
    void find_everyHolder_inOrderWithPlaces() {
        assertThat(find(everything()))
                .containsExactly(
                        new MediaOccurrence("/list/1", a),
                        new MediaOccurrence("/set/0", b),
                        new MediaOccurrence("/set/1", r),
                        new MediaOccurrence("/array/0/0", a),
                        new MediaOccurrence("/optional/0", b),
                        new MediaOccurrence("/a~1b~0c", r),
                        new MediaOccurrence("/record/content/content", a),
                        new MediaOccurrence("/node/pojo", b),
                        new MediaOccurrence("/node/array/0/k", a),
                        new MediaOccurrence("/value/in", b),
                        new MediaOccurrence("/entry/key", a),
                        new MediaOccurrence("/reference", a));
    }

    @Test
    void replace_everyHolder_leavesTheOriginal() {
        Map<String, Object> root = everything();
        List<Object> list = (List<Object>) cast(root.get("list"));

        Map<?, ?> copy = (Map<?, ?>) cast(MediaTree.replace(root, LIMITS, found -> "@" + found.pointer()));

        assertThat(copy.keySet()).containsExactlyElementsOf(cast(root.keySet()));
        assertThat(copy.get("list")).isEqualTo(Arrays.asList(1, "@/list/1", null));
        assertThat(copy.get("set")).isEqualTo(List.of("@/set/0", "@/set/1"));
        assertThat(copy.get("array")).isEqualTo(List.of(List.of("@/array/0/0")));
        assertThat(copy.get("optional")).isEqualTo(List.of("@/optional/0"));
        assertThat(copy.get("record"))
                .isEqualTo(mapOf(
                        "role",
                        "user",
                        "content",
                        mapOf("role", "inner", "content", "@/record/content/content", "price", null),
                        "price",
                        new BigDecimal("1.50")));
        assertThat(((Map<?, ?>) cast(copy.get("node"))).get("array"))
                .isEqualTo(List.of(Map.of("k", "@/node/array/0/k")));
        assertThat(copy.get("value")).isEqualTo(Map.of("in", "@/value/in"));
        assertThat(copy.get("entry")).isEqualTo(Map.of("key", "@/entry/key"));
        assertThat(copy.get("reference")).isEqualTo("@/reference");
        assertThat(copy.get("numbers")).isSameAs(root.get("numbers"));
        assertThat(list).containsExactly(1, a, null);
        assertThat(find(root)).hasSize(12);
        assertThat(find(copy)).isEmpty();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T cast(@Nullable Object value) {
        return (T) Objects.requireNonNull(value);
    }

    private static Map<String, @Nullable Object> mapOf(@Nullable Object... pairs) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    @Test
    void replace_withoutMedia_isTheSameInstance() {
        Map<String, Object> root =
                Map.of("l", List.of(1, Optional.of(2), new Message("x", 1, null)), "o", Optional.empty());

        assertThat(MediaTree.replace(root, LIMITS, found -> null)).isSameAs(root);
        assertThat(MediaTree.replace(List.of(root, a), LIMITS, found -> null))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .satisfies(list -> assertThat(list.get(0)).isSameAs(root))
                .satisfies(list -> assertThat(list.get(1)).isNull());
    }

    @Test
    void replace_root() {
        assertThat(MediaTree.replace(a, LIMITS, found -> found.pointer() + "x")).isEqualTo("x");
        assertThat(MediaTree.replace(Optional.of(a), LIMITS, found -> null)).isNull();
        assertThat(MediaTree.replace(null, LIMITS, found -> "x")).isNull();
        assertThat(MediaTree.replace("s", LIMITS, found -> "x")).isEqualTo("s");
        assertThat(find(a)).containsExactly(new MediaOccurrence("", a));
        assertThat(find(null)).isEmpty();
    }

    @Test
    void sharedSubtree_isVisitedEachTime() {
        List<Object> shared = List.of(a);

        assertThat(find(List.of(shared, Map.of("x", shared))))
                .extracting(MediaOccurrence::pointer)
                .containsExactly("/0/0", "/1/x/0");
        assertThat(MediaTree.replace(List.of(shared, shared), LIMITS, MediaOccurrence::pointer))
                .isEqualTo(List.of(List.of("/0/0"), List.of("/1/0")));
    }

    @Test
    void cycle_isAnErrorWithThePlace() {
        List<Object> list = new ArrayList<>();
        list.add(Map.of("k", Optional.of(list)));
        Object[] array = new Object[1];
        array[0] = new Message("r", array, null);
        AtomicReference<Object> reference = new AtomicReference<>();
        reference.set(reference);

        assertThatExceptionOfType(MediaTreeException.class)
                .isThrownBy(() -> find(list))
                .withMessageContaining("/0/k")
                .withMessageContaining("contains itself");
        assertThatExceptionOfType(MediaTreeException.class)
                .isThrownBy(() -> find(array))
                .withMessageContaining("Message")
                .withMessageContaining("/content/0");
        assertThatExceptionOfType(MediaTreeException.class).isThrownBy(() -> find(reference));
        assertThatExceptionOfType(MediaTreeException.class)
                .isThrownBy(() -> MediaTree.replace(list, LIMITS, found -> ""));
    }

    @Test
    void limits_areErrors_neverOverflows() {
        Object deep = a;
        for (int i = 0; i < 10_000; i++) {
            deep = i % 2 == 0 ? List.of(deep) : Map.of("k", deep);
        }
        Object tooDeep = deep;

        assertThatExceptionOfType(MediaTreeException.class)
                .isThrownBy(() -> find(tooDeep))
                .withMessageContaining("256")
                .withMessageContaining("/k/0/k");
        assertThatExceptionOfType(MediaTreeException.class)
                .isThrownBy(() ->
                        MediaTree.find(List.of(1, 2, 3), new WalkLimits(1, 3)).toList())
                .withMessageContaining("/2");
        assertThatExceptionOfType(MediaTreeException.class)
                .isThrownBy(() -> MediaTree.find(
                                List.of(new Message("r", List.of(List.of()), null)), new WalkLimits(3, 99))
                        .toList())
                .withMessageContaining("/0");
        assertThat(MediaTree.find(List.of(new Message("r", List.of(a), null)), new WalkLimits(3, 99)))
                .hasSize(1);
    }

    @Test
    void depth256AndManyNodes_areFine() {
        Object deep = a;
        for (int i = 0; i < 255; i++) {
            deep = i % 2 == 0 ? List.of(deep) : Map.of("k", deep);
        }
        List<Object> root = new ArrayList<>(Collections.nCopies(150_000, "x"));
        root.add(deep);

        assertThat(find(root)).hasSize(1);
        assertThat(find(MediaTree.replace(root, LIMITS, found -> "gone"))).isEmpty();
    }

    @Test
    void find_isLazy() {
        AtomicInteger read = new AtomicInteger();
        List<Object> counting = new java.util.AbstractList<>() {
            @Override
            public Object get(int index) {
                read.incrementAndGet();
                return a;
            }

            @Override
            public int size() {
                return 1_000_000;
            }
        };

        Stream<MediaOccurrence> stream = MediaTree.find(counting, LIMITS);
        assertThat(read).hasValue(0);
        assertThat(stream.limit(3)).hasSize(3);
        assertThat(read.get()).isLessThan(10);
    }

    @Test
    void oneShot_isRefusedAndNotConsumed() {
        Iterator<Media> iterator = List.of(a).iterator();

        assertThatExceptionOfType(MediaTreeException.class)
                .isThrownBy(() -> find(Map.of("once", iterator)))
                .withMessageContaining("/once")
                .withMessageContaining("only once");
        assertThat(iterator).hasNext();
        Iterable<Media> replayable = List.of(a)::iterator;
        assertThat(find(Map.of("r", replayable))).containsExactly(new MediaOccurrence("/r/0", a));
    }

    @SuppressWarnings("unused")
    public static final class Failing {
        public Object getBroken() {
            throw new IllegalStateException("secret");
        }
    }

    @Test
    void unreadableObject_isAnErrorWithThePlace() {
        assertThatExceptionOfType(MediaTreeException.class)
                .isThrownBy(() -> find(List.of(new Failing())))
                .withMessageContaining("/0")
                .withMessageContaining("/broken")
                .withMessageNotContaining("secret");
    }
}
