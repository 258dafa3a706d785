package dev.vitrine.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ObservationTypeTests {

    @Test
    void wireValues_areThoseOfThePlatform() {
        assertThat(Arrays.stream(ObservationType.values()).map(ObservationType::wireValue))
                .containsExactlyInAnyOrder(
                        "span",
                        "generation",
                        "event",
                        "embedding",
                        "agent",
                        "tool",
                        "chain",
                        "retriever",
                        "evaluator",
                        "guardrail");
    }

    @Test
    void generationLike_areGenerationAndEmbedding() {
        assertThat(Arrays.stream(ObservationType.values()).filter(ObservationType::isGenerationLike))
                .containsExactlyInAnyOrder(ObservationType.GENERATION, ObservationType.EMBEDDING);
    }

    @Test
    void parse_unknown_isASpan() {
        assertThat(ObservationType.parse("Agent")).isEqualTo(ObservationType.AGENT);
        assertThat(ObservationType.parse("robot")).isEqualTo(ObservationType.SPAN);
        assertThat(ObservationType.parse(null)).isEqualTo(ObservationType.SPAN);
    }

    @Test
    void levels_areThoseOfThePlatform() {
        assertThat(Level.values()).containsExactly(Level.DEBUG, Level.DEFAULT, Level.WARNING, Level.ERROR);
    }

    @Test
    void spec_factories_giveEachType() {
        assertThat(ObservationSpec.span("a").type()).isEqualTo(ObservationType.SPAN);
        assertThat(ObservationSpec.generation("a").type()).isEqualTo(ObservationType.GENERATION);
        assertThat(ObservationSpec.embedding("a").type()).isEqualTo(ObservationType.EMBEDDING);
        assertThat(ObservationSpec.agent("a").type()).isEqualTo(ObservationType.AGENT);
        assertThat(ObservationSpec.tool("a").type()).isEqualTo(ObservationType.TOOL);
        assertThat(ObservationSpec.chain("a").type()).isEqualTo(ObservationType.CHAIN);
        assertThat(ObservationSpec.retriever("a").type()).isEqualTo(ObservationType.RETRIEVER);
        assertThat(ObservationSpec.evaluator("a").type()).isEqualTo(ObservationType.EVALUATOR);
        assertThat(ObservationSpec.guardrail("a").type()).isEqualTo(ObservationType.GUARDRAIL);
        assertThat(ObservationSpec.event("a").type()).isEqualTo(ObservationType.EVENT);
    }

    @Test
    void spec_changed_isAnother() {
        ObservationSpec base = ObservationSpec.generation("a").model("m");
        ObservationSpec changed =
                base.input("x").endOnTerminate(false).captureOutput(true).onCancel(CancelOutcome.ERROR);
        assertThat(base.data().input()).isNull();
        assertThat(base.endOnTerminate()).isTrue();
        assertThat(base.captureOutput()).isEmpty();
        assertThat(changed.data().input()).isEqualTo("x");
        assertThat(changed.endOnTerminate()).isFalse();
        assertThat(changed.captureOutput()).contains(true);
        assertThat(changed.onCancel()).isEqualTo(CancelOutcome.ERROR);
        assertThat(changed.toString()).doesNotContain("x]");
    }

    @Test
    void spec_emptyName_isRefused() {
        assertThatThrownBy(() -> ObservationSpec.span("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CaptureLimit(0, 1)).hasMessageContaining("maxItems");
        assertThatThrownBy(() -> new CaptureLimit(1, 0)).hasMessageContaining("maxCharacters");
    }
}
