package dev.vitrine.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.dataset.DatasetStatus;
import dev.vitrine.json.JsonException;
import dev.vitrine.json.JsonValue;
import dev.vitrine.score.ScoreTarget;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExperimentRecordsTests {

    record Question(String text) {}

    @Test
    void item_ofADataset_keepsIdsAndTakesJsonNullAsNothing() {
        ExperimentItem item = ExperimentItem.from(datasetItem("{\"text\":\"why\"}", "null"));

        assertThat(item.id()).isEqualTo("item-1");
        assertThat(item.datasetId()).isEqualTo("ds-1");
        assertThat(item.expectedOutput()).isNull();
        assertThat(item.input(Question.class)).isEqualTo(new Question("why"));
        assertThat(item.inputJson().at("/text").as(String.class)).isEqualTo("why");
        assertThat(ExperimentItem.from(datasetItem("null", "1")).input()).isNull();
    }

    @Test
    void input_asAType_isItselfOrByWayOfJson() {
        Question question = new Question("why");
        assertThat(ExperimentItem.of(question).input(Question.class)).isSameAs(question);
        assertThat(ExperimentItem.of(Map.of("text", "why")).input(Question.class))
                .isEqualTo(question);
        assertThat(ExperimentItem.of(question, 7).expectedOutput(Integer.class)).isEqualTo(7);
        assertThat(ExperimentItem.of(null).input(Question.class)).isNull();
        assertThatThrownBy(() -> ExperimentItem.of(List.of(1)).input(Question.class))
                .isInstanceOf(JsonException.class);
    }

    @Test
    void item_withDatasetButWithoutId_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExperimentItem(null, "in", null, null, "ds-1", null))
                .withMessageContaining("id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExperimentItem.of("in").id(" "))
                .withMessageContaining("id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExperimentItem.of(datasetItem("1", "2")))
                .withMessageContaining("from(item)");
    }

    @Test
    void texts_doNotShowValues() {
        ExperimentItem item = ExperimentItem.of("secret", "secret", "secret").id("i");
        assertThat(item.toString() + new ExperimentItemFailure(1, item, new IllegalStateException("secret"), null))
                .doesNotContain("secret")
                .contains("i", "IllegalStateException");
        assertThat(new ExperimentItemResult(
                                1, item, "secret", List.of(Evaluation.text("t", "secret")), null, null, null)
                        .toString())
                .doesNotContain("secret");
    }

    @Test
    void evaluation_asNumberAndAsScore() {
        assertThat(Evaluation.numeric("a", 0.5).number()).hasValue(0.5);
        assertThat(Evaluation.bool("a", true).number()).hasValue(1);
        assertThat(Evaluation.categorical("a", "x").number()).isEmpty();
        assertThat(Evaluation.skipped("a", "why").number()).isEmpty();
        assertThat(Evaluation.skipped("a", "why").score(ScoreTarget.trace("t"))).isEmpty();
        assertThat(Evaluation.numeric("a", 1)
                        .comment("c")
                        .metadata(Map.of("k", 1))
                        .configId("cfg")
                        .score(ScoreTarget.trace("t")))
                .hasValueSatisfying(score -> {
                    assertThat(score.comment()).isEqualTo("c");
                    assertThat(score.metadata()).isEqualTo(Map.of("k", 1));
                    assertThat(score.configId()).isEqualTo("cfg");
                });
    }

    @Test
    void result_linksTracesAndAverages() {
        ExperimentItemResult item = new ExperimentItemResult(
                0,
                ExperimentItem.of("in"),
                "out",
                List.of(Evaluation.numeric("a", 1), Evaluation.numeric("a", 0)),
                "trace-1",
                null,
                null);
        ExperimentResult result = new ExperimentResult(
                "n", "r", null, List.of(item), List.of(), List.of(), "e", null, null, "https://lf.example/project/p");

        assertThat(result.traceUrl(item)).hasValue("https://lf.example/project/p/traces/trace-1");
        assertThat(result.average("a")).hasValue(0.5);
        assertThat(result.average("b")).isEmpty();
        assertThat(result.evaluationNames()).containsExactly("a");
    }

    private static DatasetItem datasetItem(String input, String expected) {
        return new DatasetItem(
                "item-1",
                "ds-1",
                "ds",
                DatasetStatus.ACTIVE,
                JsonValue.ofBytes(input.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                JsonValue.ofBytes(expected.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                JsonValue.nullValue(),
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
