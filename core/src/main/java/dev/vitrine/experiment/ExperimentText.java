package dev.vitrine.experiment;

import dev.vitrine.json.JsonValue;
import dev.vitrine.score.ScoreValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Writes an experiment's result for people. */
final class ExperimentText {
    private static final int LONGEST = 50;
    private static final String RULE = "─".repeat(50);

    private final ExperimentResult result;
    private final StringBuilder out = new StringBuilder();

    ExperimentText(ExperimentResult result) {
        this.result = result;
    }

    String format(boolean includeItems) {
        int count = result.itemResults().size();
        if (count == 0) {
            return "No experiment results to display.";
        }
        if (includeItems) {
            for (int i = 0; i < count; i++) {
                item(i + 1, result.itemResults().get(i));
            }
        } else {
            line("Individual Results: Hidden (" + count + " items)");
            line("💡 Call format(true) to view them");
        }
        line("");
        line(RULE);
        line("🧪 Experiment: " + result.name());
        line("📋 Run name: " + result.runName() + (hasText(result.description()) ? " - " + result.description() : ""));
        out.append(count).append(" items");
        averages();
        runEvaluations();
        if (result.datasetRunUrl() != null) {
            out.append("\n🔗 Dataset Run:\n   ").append(result.datasetRunUrl());
        }
        return out.toString();
    }

    private void item(int number, ExperimentItemResult item) {
        line("");
        line(number + ". Item " + number + ":");
        if (item.item().input() != null) {
            line("   Input:    " + shown(item.item().input()));
        }
        if (item.item().expectedOutput() != null) {
            line("   Expected: " + shown(item.item().expectedOutput()));
        }
        line("   Actual:   " + shown(item.output()));
        if (!item.evaluations().isEmpty()) {
            line("   Scores:");
        }
        for (Evaluation evaluation : item.evaluations()) {
            line("     • " + evaluation.name() + ": " + shown(evaluation));
            if (hasText(evaluation.comment())) {
                line("       💭 " + evaluation.comment());
            }
        }
        if (item.traceId() != null) {
            line("");
            line("   Trace ID: " + item.traceId());
        }
    }

    private void averages() {
        List<String> names = result.evaluationNames();
        if (names.isEmpty()) {
            return;
        }
        out.append("\nEvaluations:");
        names.forEach(name -> out.append("\n  • ").append(name));
        out.append("\n\nAverage Scores:");
        for (String name : names) {
            OptionalDouble average = result.average(name);
            if (average.isPresent()) {
                out.append("\n  • ").append(name).append(": ").append(shown(average.getAsDouble()));
            }
        }
        out.append('\n');
    }

    private void runEvaluations() {
        if (result.runEvaluations().isEmpty()) {
            return;
        }
        out.append("\nRun Evaluations:");
        for (Evaluation evaluation : result.runEvaluations()) {
            out.append("\n  • ").append(evaluation.name()).append(": ").append(shown(evaluation));
            if (hasText(evaluation.comment())) {
                out.append("\n    💭 ").append(evaluation.comment());
            }
        }
        out.append('\n');
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private static boolean hasText(@Nullable String text) {
        return text != null && !text.isEmpty();
    }

    private static String shown(Evaluation evaluation) {
        ScoreValue value = evaluation.value();
        if (value == null) {
            return "skipped";
        }
        OptionalDouble number = evaluation.number();
        return number.isPresent()
                ? shown(number.getAsDouble())
                : value.wireValue().toString();
    }

    private static String shown(double number) {
        return Double.isFinite(number)
                ? new BigDecimal(number).setScale(3, RoundingMode.HALF_EVEN).toPlainString()
                : Double.toString(number);
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof JsonValue json) {
            return json.kind() == JsonValue.Kind.STRING ? cut(json.as(String.class)) : json.toJson();
        }
        return value instanceof CharSequence text ? cut(text.toString()) : String.valueOf(value);
    }

    private static String cut(@Nullable String text) {
        if (text == null || text.codePointCount(0, text.length()) <= LONGEST) {
            return String.valueOf(text);
        }
        return text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "...";
    }
}
