package dev.vitrine.reactor.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.prompt.NewPrompt;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.prompt.TextPrompt;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.testing.ScriptedApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** When a prompt is fetched, and what is emitted meanwhile; in virtual time. */
class PromptCacheTests extends PromptCacheFixture {

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
}
