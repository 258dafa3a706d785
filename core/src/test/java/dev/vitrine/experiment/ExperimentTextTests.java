package dev.vitrine.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExperimentTextTests {
    private static final String RULE = "──────────────────────────────────────────────────";

    @Test
    void format_withoutResults_saysSo() {
        assertThat(result(List.of(), List.of(), null).format(true)).isEqualTo("No experiment results to display.");
        assertThat(result(List.of(), List.of(), null)).hasToString("No experiment results to display.");
    }

    @Test
    void format_withItems_isTheGoldenText() {
        ExperimentItemResult first = item(
                0,
                ExperimentItem.of("What is the capital of France?", "Paris"),
                "Paris",
                "0af7651916cd43dd8448eb211c80319c",
                Evaluation.numeric("accuracy", 1).comment("exact"),
                Evaluation.bool("polite", true),
                Evaluation.categorical("tone", "warm"));
        ExperimentItemResult second =
                item(2, ExperimentItem.of("x".repeat(51)), null, null, Evaluation.numeric("accuracy", 0.3335));
        List<Evaluation> run = List.of(
                Evaluation.numeric("mean_accuracy", 2.0 / 3).comment("over two"), Evaluation.text("verdict", "fair"));

        assertThat(result(List.of(first, second), run, "https://langfuse.example/project/p/datasets/d/runs/r")
                        .format(true))
                .isEqualTo(String.join(
                        "\n",
                        "",
                        "1. Item 1:",
                        "   Input:    What is the capital of France?",
                        "   Expected: Paris",
                        "   Actual:   Paris",
                        "   Scores:",
                        "     • accuracy: 1.000",
                        "       💭 exact",
                        "     • polite: 1.000",
                        "     • tone: warm",
                        "",
                        "   Trace ID: 0af7651916cd43dd8448eb211c80319c",
                        "",
                        "2. Item 2:",
                        "   Input:    " + "x".repeat(50) + "...",
                        "   Actual:   null",
                        "   Scores:",
                        "     • accuracy: 0.334",
                        "",
                        RULE,
                        "🧪 Experiment: capitals",
                        "📋 Run name: capitals - 2026-11-20T12:42:18.990Z - a first try",
                        "2 items",
                        "Evaluations:",
                        "  • accuracy",
                        "  • polite",
                        "  • tone",
                        "",
                        "Average Scores:",
                        "  • accuracy: 0.667",
                        "  • polite: 1.000",
                        "",
                        "Run Evaluations:",
                        "  • mean_accuracy: 0.667",
                        "    💭 over two",
                        "  • verdict: fair",
                        "",
                        "🔗 Dataset Run:",
                        "   https://langfuse.example/project/p/datasets/d/runs/r"));
    }

    @Test
    void toString_hidesItems_andNeedsNoMetrics() {
        ExperimentResult result = new ExperimentResult(
                "n",
                "r",
                null,
                List.of(item(0, ExperimentItem.of("in"), "out", "t")),
                List.of(),
                List.of(),
                "e",
                null,
                null,
                null);

        assertThat(result)
                .hasToString(String.join(
                        "\n",
                        "Individual Results: Hidden (1 items)",
                        "💡 Call format(true) to view them",
                        "",
                        RULE,
                        "🧪 Experiment: n",
                        "📋 Run name: r",
                        "1 items"));
    }

    @Test
    void format_inAnotherLocale_isTheSame() {
        ExperimentResult result = result(
                List.of(item(0, ExperimentItem.of("in"), "out", null, Evaluation.numeric("a", 1234.5))),
                List.of(),
                null);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(result.format(true)).contains("     • a: 1234.500\n").contains("  • a: 1234.500\n");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void format_valuesOfAllKinds_cutsOnlyText() {
        String object = JsonValue.of(Map.of("text", "y".repeat(60))).toJson();
        ExperimentItem item = ExperimentItem.of(
                JsonValue.ofBytes(object.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                JsonValue.of("🦊".repeat(51)));
        String text = result(
                        List.of(item(
                                0,
                                item,
                                List.of("z".repeat(60)),
                                null,
                                Evaluation.numeric("nan", Double.NaN),
                                Evaluation.skipped("judge", "no key"))),
                        List.of(),
                        null)
                .format(true);

        assertThat(text)
                .contains("   Input:    " + object + "\n")
                .contains("   Expected: " + "🦊".repeat(50) + "...\n")
                .contains("   Actual:   [" + "z".repeat(60) + "]\n")
                .contains("     • nan: NaN\n")
                .contains("     • judge: skipped\n       💭 no key\n")
                .contains("Average Scores:\n  • nan: NaN\n");
    }

    private static ExperimentItemResult item(
            long index,
            ExperimentItem item,
            @Nullable Object output,
            @Nullable String traceId,
            Evaluation... evaluations) {
        return new ExperimentItemResult(index, item, output, List.of(evaluations), traceId, null, null);
    }

    private static ExperimentResult result(
            List<ExperimentItemResult> items, List<Evaluation> run, @Nullable String url) {
        return new ExperimentResult(
                "capitals",
                "capitals - 2026-11-20T12:42:18.990Z",
                "a first try",
                items,
                List.of(),
                run,
                "0123456789abcdef",
                null,
                url,
                null);
    }
}
