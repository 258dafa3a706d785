package dev.vitrine.reactor.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MetadataTextsTests {
    record Model(String name, double temperature, @Nullable String none) {}

    @Test
    void flatten_objects_isATextALeaf() {
        assertThat(flat(Map.of("model", new Model("gpt", 0.5, null))))
                .isEqualTo(Map.of("p.model.name", "gpt", "p.model.temperature", "0.5"));
        assertThat(flat(JsonValue.of(Map.of("a", List.of(1, "x"))))).isEqualTo(Map.of("p.a", "[1,\"x\"]"));
        assertThat(flat(new Model("gpt", 1, "x"))).hasSize(3);
    }

    @Test
    void flatten_anythingElse_isOneText() {
        assertThat(flat("plain")).isEqualTo(Map.of("p", "plain"));
        assertThat(flat(List.of(1, 2))).isEqualTo(Map.of("p", "[1,2]"));
        assertThat(flat(null)).isEmpty();
        assertThat(flat(JsonValue.nullValue())).isEmpty();
    }

    @Test
    void flatten_textLength_isCountedInCodePoints() {
        assertThat(flat(Map.of("k", "🦊".repeat(200)))).hasSize(1);
        assertThat(flat(Map.of("k", "🦊".repeat(201), "l", "kept"))).isEqualTo(Map.of("p.l", "kept"));
    }

    @Test
    void flatten_moreThanItMay_isCutOff() {
        Map<String, Object> many = new LinkedHashMap<>();
        for (int i = 0; i < 300; i++) {
            many.put("k" + i, i);
        }
        assertThat(flat(many)).hasSize(250).containsKey("p.k249").doesNotContainKey("p.k250");
    }

    @Test
    void flatten_cyclesAndDepth_end() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(Map.of("c", cycle));
        Map<String, Object> deep = Map.of("end", 1);
        for (int i = 0; i < 100; i++) {
            deep = Map.of("d", deep);
        }
        assertThat(flat(Map.of("cycle", cycle, "deep", deep))).hasSizeBetween(1, 2);
    }

    @Test
    void entries_ofWhatIsAnObjectOnly() {
        assertThat(MetadataTexts.entries(Map.of("k", 1))).isEqualTo(Map.of("k", 1));
        assertThat(MetadataTexts.entries(JsonValue.of(Map.of("k", "v")))).isEqualTo(Map.of("k", "v"));
        assertThat(MetadataTexts.entries("text")).isNull();
        assertThat(MetadataTexts.entries(List.of(1))).isNull();
        assertThat(MetadataTexts.entries(null)).isNull();
    }

    private static Map<String, String> flat(@Nullable Object metadata) {
        Map<String, String> into = new LinkedHashMap<>();
        MetadataTexts.flatten("p", metadata, into);
        return into;
    }
}
