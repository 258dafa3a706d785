package dev.vitrine.reactor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class RememberedAnswersTests {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void get_concurrentCallers_shareOneQuestion() {
        Sinks.One<String> answer = Sinks.one();
        RememberedAnswers<String, String> answers = answers(10, answer.asMono());

        StepVerifier.create(Mono.zip(answers.get("a"), answers.get("a"), answers.get("a")))
                .then(() -> answer.tryEmitValue("x").orThrow())
                .expectNextCount(1)
                .verifyComplete();
        assertThat(asked).hasValue(1);
    }

    @Test
    void get_later_reusesUntilOutdated() {
        AtomicInteger outdated = new AtomicInteger();
        RememberedAnswers<String, Integer> answers = new RememberedAnswers<>(
                10, key -> Mono.fromSupplier(asked::incrementAndGet), value -> value <= outdated.get());

        assertThat(answers.get("a").block(Duration.ofSeconds(1))).isEqualTo(1);
        assertThat(answers.get("a").block(Duration.ofSeconds(1))).isEqualTo(1);
        outdated.set(1);
        assertThat(answers.get("a").block(Duration.ofSeconds(1))).isEqualTo(2);
        answers.forget("a");
        assertThat(answers.get("a").block(Duration.ofSeconds(1))).isEqualTo(3);
    }

    @Test
    void get_error_isSignalledAndNotKept() {
        RememberedAnswers<String, String> answers = answers(
                10, Mono.defer(() -> asked.get() == 1 ? Mono.error(new IllegalStateException("no")) : Mono.just("x")));

        StepVerifier.create(answers.get("a")).verifyErrorMessage("no");
        StepVerifier.create(answers.get("a")).expectNext("x").verifyComplete();
    }

    @Test
    void get_oneCallerCancels_othersGetTheAnswer() {
        Sinks.One<String> answer = Sinks.one();
        RememberedAnswers<String, String> answers = answers(10, answer.asMono());
        Disposable first = answers.get("a").subscribe();

        StepVerifier.create(answers.get("a"))
                .then(first::dispose)
                .then(() -> answer.tryEmitValue("x").orThrow())
                .expectNext("x")
                .verifyComplete();
        assertThat(asked).hasValue(1);
    }

    @Test
    void get_everyCallerCancels_nextCallerAsksAgain() {
        RememberedAnswers<String, String> answers =
                answers(10, Mono.defer(() -> asked.get() == 1 ? Mono.never() : Mono.just("x")));
        answers.get("a").subscribe().dispose();

        StepVerifier.create(answers.get("a")).expectNext("x").expectComplete().verify(Duration.ofSeconds(1));
    }

    @Test
    void get_beyondCapacity_forgetsTheLeastRecentlyUsed() {
        RememberedAnswers<String, String> answers = answers(2, Mono.just("x"));
        for (String key : new String[] {"a", "b", "a", "c", "a", "b"}) {
            assertThat(answers.get(key).block(Duration.ofSeconds(1))).isEqualTo("x");
        }

        assertThat(asked).hasValue(4); // a, b, c and b again
    }

    @Test
    void create_withoutCapacity_isRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> answers(0, Mono.just("x")));
    }

    private RememberedAnswers<String, String> answers(int capacity, Mono<String> answer) {
        return new RememberedAnswers<>(
                capacity,
                key -> {
                    asked.incrementAndGet();
                    return answer;
                },
                value -> false);
    }
}
