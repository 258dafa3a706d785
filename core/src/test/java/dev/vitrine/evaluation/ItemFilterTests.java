package dev.vitrine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.evaluation.ItemFilter.Comparison;
import dev.vitrine.evaluation.ItemFilter.SetMatch;
import dev.vitrine.evaluation.ItemFilter.TextMatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemFilterTests {

    @Test
    void toJson_everyKind_isWhatTheServerTakes() {
        ItemFilter filter = ItemFilter.all()
                .time("timestamp", Comparison.GREATER_OR_EQUAL, Instant.parse("2026-11-01T00:00:00Z"))
                .text("name", TextMatch.STARTS_WITH, "a")
                .number("latency", Comparison.LESS, 2.5)
                .options("level", SetMatch.NONE_OF, List.of("ERROR"))
                .array("tags", SetMatch.ALL_OF, List.of("x", "y"))
                .category("score_categories", "tone", SetMatch.ANY_OF, List.of("good"))
                .text("metadata", "region", TextMatch.EQUALS, "eu")
                .number("scores_avg", "accuracy", Comparison.EQUAL, 1)
                .truth("bookmarked", true)
                .truth("metadata", "vip", false)
                .isNull("userId")
                .isNotNull("sessionId");
        assertThat(filter.toJson())
                .isEqualTo("[{\"type\":\"datetime\",\"column\":\"timestamp\",\"operator\":\">=\","
                        + "\"value\":\"2026-11-01T00:00:00Z\"},"
                        + "{\"type\":\"string\",\"column\":\"name\",\"operator\":\"starts with\",\"value\":\"a\"},"
                        + "{\"type\":\"number\",\"column\":\"latency\",\"operator\":\"<\",\"value\":2.5},"
                        + "{\"type\":\"stringOptions\",\"column\":\"level\",\"operator\":\"none of\","
                        + "\"value\":[\"ERROR\"]},"
                        + "{\"type\":\"arrayOptions\",\"column\":\"tags\",\"operator\":\"all of\","
                        + "\"value\":[\"x\",\"y\"]},"
                        + "{\"type\":\"categoryOptions\",\"column\":\"score_categories\",\"operator\":\"any of\","
                        + "\"value\":[\"good\"],\"key\":\"tone\"},"
                        + "{\"type\":\"stringObject\",\"column\":\"metadata\",\"operator\":\"=\",\"value\":\"eu\","
                        + "\"key\":\"region\"},"
                        + "{\"type\":\"numberObject\",\"column\":\"scores_avg\",\"operator\":\"=\",\"value\":1,"
                        + "\"key\":\"accuracy\"},"
                        + "{\"type\":\"boolean\",\"column\":\"bookmarked\",\"operator\":\"=\",\"value\":true},"
                        + "{\"type\":\"booleanObject\",\"column\":\"metadata\",\"operator\":\"=\",\"value\":false,"
                        + "\"key\":\"vip\"},"
                        + "{\"type\":\"null\",\"column\":\"userId\",\"operator\":\"is null\",\"value\":\"\"},"
                        + "{\"type\":\"null\",\"column\":\"sessionId\",\"operator\":\"is not null\",\"value\":\"\"}]");
        assertThat(ItemFilter.ofJson(filter.toJson()).toJson()).isEqualTo(filter.toJson());
        assertThat(filter).hasToString("ItemFilter[12 conditions]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "nonsense",
                "{\"type\":\"string\"}",
                "null",
                "\"x\"",
                "[1]",
                "[null]",
                "[{}]",
                "[{\"type\":\"string\",\"column\":\"name\"}]",
                "[] []"
            })
    void ofJson_noArrayOfConditions_isRefusedAtOnce(String json) {
        assertThatThrownBy(() -> ItemFilter.ofJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("filter must be a JSON array of conditions");
    }

    @Test
    void renamed_changesColumnsOnly() {
        ItemFilter filter = ItemFilter.all()
                .text("timestamp", TextMatch.EQUALS, "timestamp")
                .isNull("other");
        assertThat(filter.renamed(Map.of("timestamp", "startTime")).toJson())
                .contains("\"column\":\"startTime\"", "\"value\":\"timestamp\"", "\"column\":\"other\"");
        assertThat(filter)
                .isEqualTo(ItemFilter.ofJson(filter.toJson()))
                .hasSameHashCodeAs(filter.and(ItemFilter.all()));
        assertThat(ItemFilter.all().isEmpty()).isTrue();
    }

    @Test
    void whatDoesNotFit_isRefused() {
        ItemFilter all = ItemFilter.all();
        assertThatThrownBy(() -> all.time("t", Comparison.EQUAL, Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> all.options("t", SetMatch.ALL_OF, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> all.category("t", "k", SetMatch.ALL_OF, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> all.isNull(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
