package dev.vitrine.experiment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExperimentAssertionsTests {
    private static final ExperimentResult RESULT = result(1, 0.25, 0.5, 0.75);

    @Test
    void verify_thresholdsReached_passes() {
        ExperimentAssertions.verify(RESULT)
                .failuresAtMost(1)
                .itemsAtLeast(4)
                .meanAtLeast("accuracy", 0.625)
                .minimumAtLeast("accuracy", 0.25)
                .shareAtLeast("accuracy", value -> value >= 0.5, 0.6)
                .shareAtLeast("accuracy", 0.2);
    }

    @Test
    void meanAtLeast_missed_listsTheWorstItemsFirst() {
        assertThatThrownBy(() -> ExperimentAssertions.verify(RESULT).meanAtLeast("accuracy", 0.8))
                .isInstanceOf(AssertionError.class)
                .hasMessage(String.join(
                        "\n",
                        "Experiment 'n', run 'r': mean of 'accuracy' is 0.625, at least 0.800 is wanted",
                        "  #1 item-1: 0.250 (why 1) https://lf.example/project/p/traces/trace-1",
                        "  #2 item-2: 0.500 (why 2) https://lf.example/project/p/traces/trace-2",
                        "  #3 item-3: 0.750 (why 3) https://lf.example/project/p/traces/trace-3",
                        "  #0 item-0: 1.000 (why 0) https://lf.example/project/p/traces/trace-0"));
    }

    @Test
    void minimumAndShare_missed_nameTheNumbers() {
        assertThatThrownBy(() -> ExperimentAssertions.verify(RESULT).minimumAtLeast("accuracy", 0.3))
                .hasMessageContaining("minimum of 'accuracy' is 0.250, at least 0.300 is wanted\n  #1 item-1");
        assertThatThrownBy(
                        () -> ExperimentAssertions.verify(RESULT).shareAtLeast("accuracy", value -> value >= 0.5, 0.7))
                .as("the failed item does not pass")
                .hasMessageContaining("share of passing of 'accuracy' is 0.600, at least 0.700")
                .hasMessageContaining("#1 item-1")
                .hasMessageNotContaining("#2 item-2");
    }

    @Test
    void noFailures_missed_listsErrors() {
        assertThatThrownBy(() -> ExperimentAssertions.verify(RESULT).noFailures())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "1 of 5 items failed, at most 0 may\n  #4: java.lang.IllegalStateException: boom");
    }

    @Test
    void aNaN_reachesNoThreshold() {
        ExperimentResult broken = result(1, Double.NaN);
        assertThatThrownBy(() -> ExperimentAssertions.verify(broken).meanAtLeast("accuracy", 0))
                .hasMessageContaining("is NaN")
                .hasMessageContaining("\n  #1 item-1: NaN");
        assertThatThrownBy(() -> ExperimentAssertions.verify(broken).minimumAtLeast("accuracy", -1))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> ExperimentAssertions.verify(broken).shareAtLeast("accuracy", 0.9))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void anUnknownName_orNoItems_isAFailure() {
        assertThatThrownBy(() -> ExperimentAssertions.verify(RESULT).meanAtLeast("acuracy", 0))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no item has a number or boolean named 'acuracy'; there are [accuracy]");
        assertThatThrownBy(() -> ExperimentAssertions.verify(result()).itemsAtLeast(1))
                .hasMessageContaining("0 items gave an output, at least 1 must");
    }

    @Test
    void aMessage_listsFiveAtMost_andNoValues() {
        ExperimentResult many =
                result(IntStream.range(0, 50).mapToDouble(i -> i / 100.0).toArray());
        assertThatThrownBy(() -> ExperimentAssertions.verify(many).meanAtLeast("accuracy", 1))
                .message()
                .hasLineCount(6)
                .doesNotContain("secret");
    }

    private static ExperimentResult result(double... values) {
        List<ExperimentItemResult> items = IntStream.range(0, values.length)
                .mapToObj(i -> new ExperimentItemResult(
                        i,
                        ExperimentItem.of("secret").id("item-" + i),
                        "secret",
                        List.of(Evaluation.numeric("accuracy", values[i]).comment("why " + i)),
                        "trace-" + i,
                        null,
                        null))
                .toList();
        return new ExperimentResult(
                "n",
                "r",
                null,
                items,
                List.of(new ExperimentItemFailure(
                        values.length, ExperimentItem.of("secret"), new IllegalStateException("boom"), null)),
                List.of(),
                "e",
                null,
                null,
                "https://lf.example/project/p");
    }
}
