package dev.vitrine.reactor.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.EvaluationInput;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class EvaluatorsTests {
    private static final EvaluationInput INPUT = EvaluationInput.of("in", "out");

    static final class Length implements Evaluator {
        @Override
        public Publisher<Evaluation> evaluate(EvaluationInput input) {
            return Mono.just(
                    Evaluation.numeric("length", String.valueOf(input.output()).length()));
        }
    }

    record Verdict(double score, String reason) {}

    @Test
    void name_isTheGivenOneOrTheClass() {
        Evaluator lambda = in -> Mono.empty();
        CompositeEvaluator composite = (in, evaluations) -> Mono.empty();
        RunEvaluator run = results -> Mono.empty();
        assertThat(new Length().name()).isEqualTo("Length");
        assertThat(lambda.name()).isEqualTo("unknown_evaluator");
        assertThat(Evaluator.named("mine", lambda).name()).isEqualTo("mine");
        assertThat(CompositeEvaluator.named("all", composite).name()).isEqualTo("all");
        assertThat(composite.name()).isEqualTo("unknown_evaluator");
        assertThat(RunEvaluator.named("mean", run).name()).isEqualTo("mean");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Evaluator.named(" ", lambda))
                .withMessageContaining("name");
    }

    @Test
    void adapting_aJudgeOfAnotherLibrary_saysItsVerdict() {
        Evaluator adapted = Evaluators.adapting(
                "factuality",
                in -> Mono.just(new Verdict(0.75, "mostly")),
                verdict -> Evaluation.numeric("factuality", verdict.score()).comment(verdict.reason()));
        StepVerifier.create(adapted.evaluate(INPUT))
                .expectNext(Evaluation.numeric("factuality", 0.75).comment("mostly"))
                .verifyComplete();
        assertThat(adapted.name()).isEqualTo("factuality");
    }

    @Test
    void blocking_runsOnItsOwnThreadOnceASubscription() {
        Evaluator blocking = Evaluators.blocking(
                "b",
                in -> List.of(Evaluation.text("thread", Thread.currentThread().getName())));
        StepVerifier.create(Flux.from(blocking.evaluate(INPUT)).map(evaluation -> String.valueOf(evaluation.value())))
                .expectNextMatches(value -> value.contains("boundedElastic"))
                .expectComplete()
                .verify(Duration.ofSeconds(20));
    }

    @Test
    void blocking_throwsOrGivesNull_isAnErrorSignal() {
        StepVerifier.create(Evaluators.blocking("b", in -> {
                            throw new IllegalStateException("judge");
                        })
                        .evaluate(INPUT))
                .expectErrorMessage("judge")
                .verify(Duration.ofSeconds(20));
        StepVerifier.create(Evaluators.blocking("b", in -> nothing()).evaluate(INPUT))
                .expectError(NullPointerException.class)
                .verify(Duration.ofSeconds(20));
        assertThatNullPointerException().isThrownBy(() -> Evaluator.named("x", nothing()));
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a careless user gives
    private static <T> T nothing() {
        return null;
    }
}
