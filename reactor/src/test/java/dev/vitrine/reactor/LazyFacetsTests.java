package dev.vitrine.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.reactor.score.ScoreException;
import dev.vitrine.score.Score;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class LazyFacetsTests {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static LangfuseClient closedClient() {
        LangfuseClient client = LangfuseClient.builder()
                .environmentVariables(name -> null)
                .publicKey("pk")
                .secretKey("sk")
                .baseUrl("http://127.0.0.1:1")
                .build();
        client.disposeLater().block(LONGEST);
        return client;
    }

    @Test
    void scores_firstAskedForAfterClosing_refuseAndCount() {
        LangfuseClient client = closedClient();
        Score score = Score.numeric("late", 1).session("s");

        StepVerifier.create(client.scores().create(score)).verifyComplete();
        StepVerifier.create(client.scores().createAndAwait(score))
                .expectErrorMatches(error ->
                        error instanceof ScoreException refused && refused.reason() == ScoreException.Reason.CLOSED)
                .verify(LONGEST);
        assertThat(client.scores().statistics().refusedAfterClose()).isEqualTo(2);
        StepVerifier.create(client.scores().flush()).expectComplete().verify(LONGEST);
    }

    @Test
    void otherFacets_firstAskedForAfterClosing_fail() {
        LangfuseClient client = closedClient();

        StepVerifier.create(client.prompts().text("p"))
                .expectError(IllegalStateException.class)
                .verify(LONGEST);
        StepVerifier.create(client.datasets().items("d"))
                .expectError(IllegalStateException.class)
                .verify(LONGEST);
    }

    @Test
    void lazy_askedByManyAtATime_isMadeOnce() {
        AtomicInteger made = new AtomicInteger();
        Lazy<Integer> lazy = new Lazy<>(made::incrementAndGet);
        assertThat(lazy.ifMade()).isNull();

        Flux.range(0, 64)
                .flatMap(i -> Mono.fromSupplier(lazy).subscribeOn(Schedulers.parallel()), 8)
                .blockLast(LONGEST);

        assertThat(made).hasValue(1);
        assertThat(lazy.ifMade()).isEqualTo(1);
    }
}
