package dev.vitrine.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreTests {

    @Test
    void values_carryTheirTypeAndWireForm() {
        assertThat(Score.numeric("n", 0.9).value().wireValue()).isEqualTo(0.9);
        assertThat(Score.numeric("n", 0.9).value().dataType()).isEqualTo(ScoreDataType.NUMERIC);
        assertThat(Score.bool("b", true).value().wireValue()).isEqualTo(1);
        assertThat(Score.bool("b", false).value().wireValue()).isEqualTo(0);
        assertThat(Score.bool("b", false).value().dataType()).isEqualTo(ScoreDataType.BOOLEAN);
        assertThat(Score.categorical("c", "good").value().wireValue()).isEqualTo("good");
        assertThat(Score.categorical("c", "good").value().dataType()).isEqualTo(ScoreDataType.CATEGORICAL);
        assertThat(Score.text("t", "fine").value().dataType()).isEqualTo(ScoreDataType.TEXT);
        assertThat(Score.correction("better").value().dataType()).isEqualTo(ScoreDataType.CORRECTION);
        assertThat(Score.correction("better").name()).isEqualTo("output");
    }

    @Test
    void targets_replaceOneAnother() {
        Score score = Score.numeric("n", 1);
        assertThat(score.target()).isNull();
        assertThat(score.trace("t").target()).isEqualTo(ScoreTarget.trace("t"));
        assertThat(score.trace("t").observation("t", "o").target()).isEqualTo(ScoreTarget.observation("t", "o"));
        assertThat(score.session("s").target()).isEqualTo(ScoreTarget.session("s"));
        assertThat(score.datasetRun("r").target()).isEqualTo(ScoreTarget.datasetRun("r"));
    }

    @Test
    void copies_changeOneThing() {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        Score full = Score.numeric("n", 1)
                .trace("t")
                .id("id-1")
                .comment("c")
                .configId("cfg")
                .metadata(Map.of("k", 1))
                .environment("test")
                .timestamp(now);
        assertThat(full)
                .isEqualTo(new Score(
                        "n",
                        new ScoreValue.Numeric(1),
                        ScoreTarget.trace("t"),
                        new ScoreId("id-1"),
                        "c",
                        "cfg",
                        Map.of("k", 1),
                        "test",
                        now));
    }

    @Test
    void problem_namesWhatThePlatformCannotTake() {
        assertThat(Score.numeric("n", Double.NaN).problem()).get().asString().contains("finite");
        assertThat(Score.numeric("n", Double.NEGATIVE_INFINITY).problem()).isPresent();
        assertThat(Score.text("t", "").problem()).isPresent();
        assertThat(Score.text("t", "x".repeat(501)).problem())
                .get()
                .asString()
                .contains("501")
                .doesNotContain("xx");
        assertThat(Score.text("t", "x".repeat(500)).problem()).isEmpty();
        assertThat(Score.text("t", "x").configId("c").problem()).isPresent();
        assertThat(Score.correction("x").session("s").problem()).isPresent();
        assertThat(Score.correction("x").datasetRun("r").problem()).isPresent();
        assertThat(Score.correction("x").trace("t").configId("c").problem()).isPresent();
        assertThat(Score.correction("x").observation("t", "o").problem()).isEmpty();
        assertThat(Score.bool("b", true).problem()).isEmpty();
        assertThat(Score.numeric("n", -1e300).problem()).isEmpty();
    }

    @Test
    void arguments_areCheckedAndNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Score.numeric(" ", 1))
                .withMessageContaining("name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Score.numeric("n", 1).trace(""))
                .withMessageContaining("traceId");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Score.numeric("n", 1).observation("t", ""))
                .withMessageContaining("observationId");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Score.numeric("n", 1).session(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Score.numeric("n", 1).datasetRun(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new ScoreId("x".repeat(801)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScoreId("a\rb"))
                .withMessageContaining("carriage");
        assertThatIllegalArgumentException().isThrownBy(() -> new ScoreId(""));
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks may do
    void nulls_areNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> Score.numeric(null, 1))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> Score.categorical("c", null))
                .withMessage("category");
        assertThatNullPointerException().isThrownBy(() -> Score.text("c", null)).withMessage("text");
    }

    @Test
    void toString_showsNoContent() {
        assertThat(Score.text("t", "private").trace("tr").comment("secret").metadata("hidden"))
                .hasToString("Score[t, TEXT, Trace[traceId=tr]]");
        assertThat(Score.numeric("n", 1)).hasToString("Score[n, NUMERIC, no target]");
    }

    @Test
    void id_random_differs() {
        assertThat(ScoreId.random()).isNotEqualTo(ScoreId.random());
        assertThat(new ScoreId("a")).hasToString("a");
    }

    @Test
    void queueOptions_haveTheContractsDefaults() {
        ScoreQueueOptions options = ScoreQueueOptions.defaults();
        assertThat(options.maxQueued()).isEqualTo(100_000);
        assertThat(options.maxBatch()).isEqualTo(15);
        assertThat(options.maxBatchBytes()).isEqualTo(2_500_000);
        assertThat(options.maxDelay()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void queueOptions_outOfRange_areNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreQueueOptions.builder().maxQueued(0).build())
                .withMessageContaining("maxQueued");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreQueueOptions.builder().maxBatchBytes(-1).build())
                .withMessageContaining("maxBatchBytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreQueueOptions.builder().maxRetries(-1).build())
                .withMessageContaining("maxRetries");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreQueueOptions.builder()
                        .maxDelay(Duration.ofMillis(-1))
                        .build())
                .withMessageContaining("maxDelay");
    }
}
