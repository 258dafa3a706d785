package dev.vitrine.reactor.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.vitrine.prompt.ChatMessage;
import dev.vitrine.prompt.PromptTypeMismatchException;
import dev.vitrine.prompt.TextPrompt;
import dev.vitrine.reactor.ClientDisabledException;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.testing.ScriptedApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What a query may ask of the cache: a key, a time to live, repeats, a time limit, a fallback, a type. */
class PromptCacheQueryTests extends PromptCacheFixture {

    @Test
    void text_timeToLive_isThatOfTheStoringCall() {
        StepVerifier.create(prompts.text("p", query -> query.timeToLive(Duration.ofSeconds(5))))
                .expectNextCount(1)
                .verifyComplete();
        time.advanceTimeBy(Duration.ofMillis(4_999));
        assertThat(version("p")).isEqualTo(1);
        assertThat(api.requests()).hasSize(1);
        time.advanceTimeBy(Duration.ofMillis(1));
        answer = request -> Mono.just(textPrompt("p", 2));
        StepVerifier.create(prompts.text("p", query -> query.timeToLive(Duration.ofDays(1))))
                .expectNextCount(1)
                .verifyComplete();
        time.advanceTimeBy(NOW);
        assertThat(api.requests()).hasSize(2);
        time.advanceTimeBy(Duration.ofHours(23));
        assertThat(version("p")).isEqualTo(2);
        assertThat(api.requests()).hasSize(2);
    }

    @Test
    void text_timeToLiveZero_fetchesInAnyCaseAndLeavesAStaleEntry() {
        assertThat(version("p")).isEqualTo(1);
        answer = request -> Mono.just(textPrompt("p", 2));
        StepVerifier.create(prompts.text("p", query -> query.timeToLive(Duration.ZERO)))
                .assertNext(prompt -> assertThat(prompt.version()).isEqualTo(2))
                .verifyComplete();
        assertThat(api.requests()).hasSize(2);
        assertThat(version("p")).isEqualTo(2);
        time.advanceTimeBy(NOW);
        assertThat(api.requests()).hasSize(3);
    }

    @Test
    void text_timeToLiveZeroAndFailure_doesNotFallBackToTheCache() {
        assertThat(version("p")).isEqualTo(1);
        answer = request -> Mono.error(ScriptedApi.failure(401));
        StepVerifier.create(prompts.text("p", query -> query.timeToLive(Duration.ZERO)))
                .verifyError(ApiException.Unauthorized.class);
        assertThat(version("p")).isEqualTo(1);
    }

    @Test
    void text_timeToLiveBeyondAllBounds_isForEver() {
        StepVerifier.create(prompts.text("p", query -> query.timeToLive(Duration.ofSeconds(Long.MAX_VALUE))))
                .expectNextCount(1)
                .verifyComplete();
        time.advanceTimeBy(Duration.ofDays(10_000));
        assertThat(version("p")).isEqualTo(1);
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void keys_areNameWithVersionOrLabel() {
        assertThat(version("p")).isEqualTo(1);
        StepVerifier.create(prompts.text("p", query -> query.label("production")))
                .expectNextCount(1)
                .verifyComplete();
        StepVerifier.create(prompts.get("p")).expectNextCount(1).verifyComplete();
        assertThat(api.requests()).hasSize(1);
        StepVerifier.create(prompts.text("p", query -> query.label("staging")))
                .expectNextCount(1)
                .verifyComplete();
        StepVerifier.create(prompts.text("p", query -> query.version(3)))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(api.requests()).hasSize(3);
        assertThat(api.requests().get(0).query()).containsExactly(Map.entry("label", "production"));
        assertThat(api.requests().get(1).query()).containsExactly(Map.entry("label", "staging"));
        assertThat(api.requests().get(2).query()).containsExactly(Map.entry("version", "3"));
        assertThat(api.requests())
                .allSatisfy(request -> assertThat(request.pathValues()).containsExactly(Map.entry("name", "p")));
    }

    @ParameterizedTest(name = "{0} retries asked for: {1} attempts")
    @CsvSource({"0,1", "1,2", "2,3", "4,5", "9,5", "-1,1"})
    void retries_areClamped(int asked, int attempts) {
        answer = request -> Mono.error(ScriptedApi.failure(503));
        CompletableFuture<TextPrompt> failed =
                prompts.text("p", query -> query.maxRetries(asked)).toFuture();
        time.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(failed).isCompletedExceptionally();
        assertThat(api.requests()).hasSize(attempts);
    }

    @ParameterizedTest(name = "status {0}: {1} attempts")
    @CsvSource({"0,3", "408,3", "429,3", "500,3", "400,1", "401,1", "404,1"})
    void retries_areForFailuresThatMayPass(int status, int attempts) {
        answer = request -> Mono.error(ScriptedApi.failure(status));
        CompletableFuture<TextPrompt> failed = prompts.text("p").toFuture();
        time.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(failed).isCompletedExceptionally();
        assertThat(api.requests())
                .hasSize(attempts)
                .allSatisfy(request -> assertThat(request.maxRetries()).hasValue(0));
    }

    @Test
    void fetchTimeout_isOfEachAttempt() {
        StepVerifier.create(prompts.text("p", query -> query.fetchTimeout(Duration.ofSeconds(2))))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(api.requests().get(0).timeout()).contains(Duration.ofSeconds(2));
    }

    @Test
    void fallback_isUsedNotCachedAndNotLinked() {
        answer = request -> Mono.error(ScriptedApi.failure(404));
        for (int i = 0; i < 2; i++) {
            StepVerifier.create(prompts.text(
                            "p", query -> query.fallback("Hi {{a}}").label("staging")))
                    .assertNext(prompt -> {
                        assertThat(prompt.fallback()).isTrue();
                        assertThat(prompt.link()).isEmpty();
                        assertThat(prompt.version()).isZero();
                        assertThat(prompt.labels()).containsExactly("staging");
                        assertThat(prompt.config().toJson()).isEqualTo("{}");
                        assertThat(prompt.tags()).isEmpty();
                        assertThat(prompt.compile(Map.of("a", 1))).isEqualTo("Hi 1");
                    })
                    .verifyComplete();
        }
        assertThat(api.requests()).hasSize(2);
        StepVerifier.create(prompts.chat(
                        "p",
                        query -> query.fallback(List.of(ChatMessage.user("u"))).version(4)))
                .assertNext(prompt -> {
                    assertThat(prompt.version()).isEqualTo(4);
                    assertThat(prompt.labels()).isEmpty();
                    assertThat(prompt.items()).containsExactly(ChatMessage.user("u"));
                })
                .verifyComplete();
    }

    @Test
    void fallback_emptyOrOfAnotherKind_countsAsNone() {
        answer = request -> Mono.error(ScriptedApi.failure(404));
        StepVerifier.create(prompts.text("p", query -> query.fallback(""))).verifyError(ApiException.NotFound.class);
        StepVerifier.create(prompts.chat("p", query -> query.fallback(List.of())))
                .verifyError(ApiException.NotFound.class);
        StepVerifier.create(prompts.chat("p", query -> query.fallback("text")))
                .verifyError(ApiException.NotFound.class);
        answer = request -> Mono.error(new ClientDisabledException("no keys"));
        StepVerifier.create(prompts.text("p", query -> query.fallback("spare")))
                .verifyError(ClientDisabledException.class);
    }

    @Test
    void fallback_somethingCached_isNotNeeded() {
        assertThat(version("p")).isEqualTo(1);
        answer = request -> Mono.error(ScriptedApi.failure(401));
        time.advanceTimeBy(Duration.ofMinutes(5));
        StepVerifier.create(prompts.text("p", query -> query.fallback("spare")))
                .assertNext(prompt -> assertThat(prompt.fallback()).isFalse())
                .verifyComplete();
    }

    @Test
    void typedGetters_refuseTheOtherType() {
        StepVerifier.create(prompts.chat("p"))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(PromptTypeMismatchException.class)
                        .hasMessageContaining("'p' is a text prompt"));
        answer = request ->
                Mono.just("{\"name\":\"c\",\"version\":1,\"prompt\":[{\"role\":\"user\",\"content\":\"u\"}]}");
        StepVerifier.create(prompts.text("c")).verifyError(PromptTypeMismatchException.class);
        StepVerifier.create(prompts.chat("c"))
                .assertNext(prompt -> assertThat(prompt.items()).containsExactly(ChatMessage.user("u")))
                .verifyComplete();
        assertThat(api.requests()).hasSize(2);
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks may do
    void arguments_areCheckedAtCallTime() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> prompts.text("p", query -> query.version(1).label("x")))
                .withMessageContaining("not by both");
        assertThatIllegalArgumentException().isThrownBy(() -> prompts.text(" ")).withMessageContaining("name");
        assertThatIllegalArgumentException().isThrownBy(() -> prompts.delete(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> prompts.text("p", query -> query.timeToLive(Duration.ofSeconds(-1))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> prompts.text("p", query -> query.fetchTimeout(Duration.ZERO)));
        assertThatIllegalArgumentException().isThrownBy(() -> prompts.list(query -> query.pageSize(101)));
        assertThatNullPointerException().isThrownBy(() -> prompts.text(null)).withMessage("name");
        assertThat(api.requests()).isEmpty();
    }
}
