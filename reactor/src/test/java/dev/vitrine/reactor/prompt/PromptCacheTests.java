package dev.vitrine.reactor.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.vitrine.prompt.ChatMessage;
import dev.vitrine.prompt.NewPrompt;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.prompt.PromptTypeMismatchException;
import dev.vitrine.prompt.TextPrompt;
import dev.vitrine.reactor.ClientDisabledException;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.http.ApiRequest;
import dev.vitrine.reactor.testing.ScriptedApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** When a prompt is fetched, and what is emitted meanwhile; in virtual time. */
class PromptCacheTests {
    private static final Duration NOW = Duration.ZERO;
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<Sinks.One<String>> held = new ArrayList<>();
    private Function<ApiRequest, Mono<String>> answer = request -> Mono.just(textPrompt("p", 1));
    private final ScriptedApi api = new ScriptedApi(request -> answer.apply(request));
    private final PromptClient prompts =
            PromptFacet.client(api, PromptSettings.defaults().withTimer(time));

    @AfterEach
    void stopTime() {
        time.dispose();
    }

    @Test
    void text_fresh_isEmittedWithoutARequest() {
        assertThat(version("p")).isEqualTo(1);
        time.advanceTimeBy(Duration.ofMillis(59_999));
        assertThat(version("p")).isEqualTo(1);
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void text_notSubscribed_asksNothing() {
        Mono<TextPrompt> cold = prompts.text("p");
        assertThat(api.requests()).isEmpty();
        StepVerifier.create(cold).expectNextCount(1).verifyComplete();
        StepVerifier.create(cold).expectNextCount(1).verifyComplete();
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void text_stale_thousandSubscribersCauseOneRefreshAndWaitForNone() {
        assertThat(version("p")).isEqualTo(1);
        answer = this::hold;
        time.advanceTimeBy(Duration.ofSeconds(60));
        List<Integer> seen = Flux.range(0, 1_000)
                .flatMap(i -> prompts.text("p").map(Prompt::version), 1_000)
                .collectList()
                .block(Duration.ofSeconds(5));
        assertThat(seen).hasSize(1_000).containsOnly(1);
        time.advanceTimeBy(NOW);
        assertThat(api.requests()).hasSize(2);
        time.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(version("p")).isEqualTo(1);
        time.advanceTimeBy(NOW);
        assertThat(api.requests()).hasSize(2);

        held.get(0).tryEmitValue(textPrompt("p", 2));
        assertThat(version("p")).isEqualTo(2);
        assertThat(api.requests()).hasSize(2);
    }

    @Test
    void text_refreshFails_keepsTheStaleOneAndTriesAgainAtTheNextCall() {
        assertThat(version("p")).isEqualTo(1);
        answer = request -> Mono.error(ScriptedApi.failure(401));
        time.advanceTimeBy(Duration.ofSeconds(61));
        assertThat(version("p")).isEqualTo(1);
        time.advanceTimeBy(NOW);
        assertThat(api.requests()).hasSize(2);
        assertThat(version("p")).isEqualTo(1);
        time.advanceTimeBy(NOW);
        assertThat(api.requests()).hasSize(3);
    }

    @Test
    void text_refreshAnswers404_evicts() {
        assertThat(version("p")).isEqualTo(1);
        answer = request -> Mono.error(ScriptedApi.failure(404));
        time.advanceTimeBy(Duration.ofSeconds(61));
        assertThat(version("p")).isEqualTo(1);
        time.advanceTimeBy(NOW);
        StepVerifier.create(prompts.text("p")).verifyError(ApiException.NotFound.class);
        StepVerifier.create(prompts.text("p", query -> query.fallback("spare")))
                .assertNext(prompt -> assertThat(prompt.fallback()).isTrue())
                .verifyComplete();
    }

    @Test
    void text_refresh_outlivesItsCallerAndKnowsNothingOfHim() {
        assertThat(version("p")).isEqualTo(1);
        List<Boolean> inherited = new ArrayList<>();
        answer = request -> Mono.deferContextual(context -> {
            inherited.add(context.hasKey("caller"));
            return hold(request);
        });
        time.advanceTimeBy(Duration.ofSeconds(61));
        prompts.text("p")
                .then(Mono.never())
                .contextWrite(context -> context.put("caller", "me"))
                .subscribe()
                .dispose();
        time.advanceTimeBy(NOW);
        held.get(0).tryEmitValue(textPrompt("p", 2));
        assertThat(version("p")).isEqualTo(2);
        assertThat(inherited).containsExactly(false);
    }

    @Test
    void text_concurrentMisses_shareOneFetchThatOneCancellationDoesNotEnd() {
        answer = this::hold;
        CompletableFuture<TextPrompt> one = prompts.text("p").toFuture();
        CompletableFuture<TextPrompt> two = prompts.text("p").toFuture();
        one.cancel(true);
        held.get(0).tryEmitValue(textPrompt("p", 7));
        assertThat(two).isCompletedWithValueMatching(prompt -> prompt.version() == 7);
        assertThat(api.requests()).hasSize(1);
        assertThat(version("p")).isEqualTo(7);
    }

    @Test
    void text_allCallersCancel_theFetchStillFillsTheCache() {
        answer = this::hold;
        prompts.text("p").toFuture().cancel(true);
        held.get(0).tryEmitValue(textPrompt("p", 3));
        assertThat(version("p")).isEqualTo(3);
        assertThat(api.requests()).hasSize(1);
    }

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
    void create_invalidatesExactlyThisName() {
        answer = request -> Mono.just(textPrompt("any", 1));
        List.of("foo", "foobar", "foo/bar").forEach(this::version);
        StepVerifier.create(prompts.text("foo", query -> query.version(1)))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(api.requests()).hasSize(4);
        StepVerifier.create(prompts.create(NewPrompt.text("foo", "x")))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(api.requests()).hasSize(5);
        version("foobar");
        version("foo/bar");
        assertThat(api.requests()).hasSize(5);
        version("foo");
        StepVerifier.create(prompts.text("foo", query -> query.version(1)))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(api.requests()).hasSize(7);
    }

    @Test
    void changes_invalidateAndFailedOnesDoNot() {
        version("p");
        StepVerifier.create(prompts.updateLabels("p", 1, List.of("production")))
                .expectNextCount(1)
                .verifyComplete();
        version("p");
        StepVerifier.create(prompts.delete("p")).verifyComplete();
        version("p");
        StepVerifier.create(prompts.deleteVersion("p", 1)).verifyComplete();
        version("p");
        StepVerifier.create(prompts.deleteLabelled("p", "a")).verifyComplete();
        version("p");
        assertThat(api.requests()).hasSize(9);
        answer = request -> Mono.error(ScriptedApi.failure(400));
        StepVerifier.create(prompts.create(NewPrompt.text("p", "x"))).verifyError(ApiException.BadRequest.class);
        StepVerifier.create(prompts.delete("p")).verifyError(ApiException.BadRequest.class);
        assertThat(version("p")).isEqualTo(1);
        assertThat(api.requests()).hasSize(11);
    }

    @Test
    void invalidation_winsOverARefreshThatIsUnderWay() {
        assertThat(version("p")).isEqualTo(1);
        answer = this::hold;
        time.advanceTimeBy(Duration.ofSeconds(61));
        assertThat(version("p")).isEqualTo(1);
        time.advanceTimeBy(NOW);
        assertThat(held).hasSize(1);
        answer = request -> Mono.just(textPrompt("p", 2));
        StepVerifier.create(prompts.create(NewPrompt.text("p", "new")))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(version("p")).isEqualTo(2);

        held.get(0).tryEmitValue(textPrompt("p", 1));
        time.advanceTimeBy(NOW);
        assertThat(version("p")).isEqualTo(2);
    }

    @Test
    void invalidation_whileAMissIsUnderWay_theNextCallerAsksAnew() {
        answer = this::hold;
        CompletableFuture<TextPrompt> early = prompts.text("p").toFuture();
        prompts.clearCache();
        CompletableFuture<TextPrompt> late = prompts.text("p").toFuture();
        assertThat(held).hasSize(2);
        held.get(1).tryEmitValue(textPrompt("p", 2));
        held.get(0).tryEmitValue(textPrompt("p", 1));
        assertThat(early).isCompletedWithValueMatching(prompt -> prompt.version() == 1);
        assertThat(late).isCompletedWithValueMatching(prompt -> prompt.version() == 2);
        assertThat(version("p")).isEqualTo(2);
        assertThat(api.requests()).hasSize(2);
    }

    @Test
    void lateAnswerOfAnOlderFetch_doesNotReplaceANewerOne() {
        answer = this::hold;
        CompletableFuture<TextPrompt> older =
                prompts.text("p", query -> query.timeToLive(Duration.ZERO)).toFuture();
        CompletableFuture<TextPrompt> newer = prompts.text("p").toFuture();
        held.get(1).tryEmitValue(textPrompt("p", 2));
        held.get(0).tryEmitValue(textPrompt("p", 1));
        assertThat(older).isCompleted();
        assertThat(newer).isCompleted();
        assertThat(version("p")).isEqualTo(2);
    }

    @Test
    void late404OfAnOutdatedRefresh_doesNotEvict() {
        assertThat(version("p")).isEqualTo(1);
        answer = this::hold;
        time.advanceTimeBy(Duration.ofSeconds(61));
        version("p");
        time.advanceTimeBy(NOW);
        answer = request -> Mono.just(textPrompt("p", 2));
        prompts.clearCache();
        assertThat(version("p")).isEqualTo(2);
        held.get(0).tryEmitError(ScriptedApi.failure(404));
        assertThat(version("p")).isEqualTo(2);
        assertThat(api.requests()).hasSize(3);
    }

    @Test
    void clearCache_makesEveryLookupAskAnew() {
        version("a");
        version("b");
        prompts.clearCache();
        version("a");
        version("b");
        assertThat(api.requests()).hasSize(4);
    }

    @Test
    void cache_isBounded() {
        PromptClient few = PromptFacet.client(
                api, PromptSettings.defaults().withTimer(time).withMaxCached(10));
        for (int i = 0; i < 200; i++) {
            StepVerifier.create(few.text("p" + i)).expectNextCount(1).verifyComplete();
        }
        int before = api.requests().size();
        for (int i = 0; i < 200; i++) {
            StepVerifier.create(few.text("p" + i)).expectNextCount(1).verifyComplete();
        }
        assertThat(api.requests().size() - before).isGreaterThanOrEqualTo(190);
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

    @Test
    void disposeLater_cancelsRefreshesAndKeepsWhatIsCached() {
        version("p");
        answer = this::hold;
        time.advanceTimeBy(Duration.ofSeconds(61));
        version("p");
        time.advanceTimeBy(NOW);
        StepVerifier.create(prompts.disposeLater()).verifyComplete();
        StepVerifier.create(prompts.disposeLater()).verifyComplete();
        time.advanceTimeBy(Duration.ofSeconds(61));
        assertThat(version("p")).isEqualTo(1);
        time.advanceTimeBy(NOW);
        assertThat(api.requests()).hasSize(2);
    }

    @Test
    void refreshes_areLimitedInNumber() {
        for (int i = 0; i < 20; i++) {
            version("p" + i);
        }
        answer = this::hold;
        time.advanceTimeBy(Duration.ofSeconds(61));
        for (int i = 0; i < 20; i++) {
            version("p" + i);
        }
        time.advanceTimeBy(NOW);
        assertThat(held).hasSize(4);
        held.get(0).tryEmitValue(textPrompt("p0", 2));
        time.advanceTimeBy(NOW);
        assertThat(held).hasSize(5);
    }

    private Mono<String> hold(ApiRequest request) {
        Sinks.One<String> one = Sinks.one();
        held.add(one);
        return one.asMono();
    }

    private int version(String name) {
        return version(name, query -> {});
    }

    private int version(String name, Consumer<PromptQuery.Builder> query) {
        Integer version = prompts.text(name, query).map(Prompt::version).block(Duration.ofSeconds(5));
        return version == null ? -1 : version;
    }

    private static String textPrompt(String name, int version) {
        return "{\"name\":\"" + name + "\",\"version\":" + version
                + ",\"type\":\"text\",\"prompt\":\"Hi\",\"labels\":[\"latest\"],\"tags\":[],\"config\":{}}";
    }
}
