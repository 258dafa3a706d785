package dev.vitrine.experiment;

import org.jspecify.annotations.Nullable;

/**
 * What an evaluator judges.
 *
 * @param input what the task was given
 * @param output what it made of it
 * @param expectedOutput what it should have made of it
 * @param metadata of the item
 */
public record EvaluationInput(
        @Nullable Object input,
        @Nullable Object output,
        @Nullable Object expectedOutput,
        @Nullable Object metadata) {
    public static EvaluationInput of(@Nullable Object input, @Nullable Object output) {
        return new EvaluationInput(input, output, null, null);
    }

    public static EvaluationInput of(@Nullable Object input, @Nullable Object output, @Nullable Object expectedOutput) {
        return new EvaluationInput(input, output, expectedOutput, null);
    }

    /** Without the values, which may be private. */
    @Override
    public String toString() {
        return "EvaluationInput[" + kind("input", input) + kind(", output", output)
                + kind(", expectedOutput", expectedOutput) + kind(", metadata", metadata) + "]";
    }

    private static String kind(String name, @Nullable Object value) {
        return name + "=" + (value == null ? "null" : value.getClass().getSimpleName());
    }
}
