package dev.vitrine.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.json.JsonValue;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scores as the platform has them. */
class ScoreRecordTests {

    private static ScoreRecord score(String dataType, @Nullable Object value) {
        return new ScoreRecord(
                "id",
                "name",
                dataType,
                JsonValue.of(value),
                null,
                null,
                null,
                "secret comment",
                null,
                JsonValue.nullValue());
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("NUMERIC", 0.5, new ScoreValue.Numeric(0.5)),
                Arguments.of("NUMERIC", "0.5", null),
                Arguments.of("BOOLEAN", true, new ScoreValue.Bool(true)),
                Arguments.of("BOOLEAN", 0, new ScoreValue.Bool(false)),
                Arguments.of("BOOLEAN", "True", null),
                Arguments.of("CATEGORICAL", "good", new ScoreValue.Categorical("good")),
                Arguments.of("TEXT", "fine", new ScoreValue.Text("fine")),
                Arguments.of("TEXT", null, null),
                Arguments.of("CORRECTION", "so", new ScoreValue.Correction("so")),
                Arguments.of("LATER", 1, null),
                Arguments.of("", 1, null));
    }

    @ParameterizedTest
    @MethodSource("values")
    void typedValue_isByTheType_emptyForWhatIsNotKnown(
            String dataType, @Nullable Object value, @Nullable ScoreValue typed) {
        assertThat(score(dataType, value).typedValue()).isEqualTo(Optional.ofNullable(typed));
    }

    @Test
    void number_isOfNumbersAndBooleans() {
        assertThat(score("NUMERIC", 3).number()).isEqualTo(OptionalDouble.of(3));
        assertThat(score("BOOLEAN", true).number()).isEqualTo(OptionalDouble.of(1));
        assertThat(score("BOOLEAN", false).number()).isEqualTo(OptionalDouble.of(0));
        assertThat(score("TEXT", "3").number()).isEmpty();
        assertThat(score("LATER", 3).number()).isEmpty();
    }

    @Test
    void toString_hasNoValueAndNoComment() {
        assertThat(score("TEXT", "private")).hasToString("ScoreRecord[name, TEXT]");
    }
}
