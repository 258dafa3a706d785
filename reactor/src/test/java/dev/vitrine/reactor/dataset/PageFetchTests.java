package dev.vitrine.reactor.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import dev.vitrine.reactor.testing.ScriptedApi;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class PageFetchTests {
    private static final String HEAD = "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}";
    private static final String REST = ",{\"id\":\"d\"}],\"meta\":{\"totalPages\":1}}";
    private static final Flux<ByteBuffer> WHOLE = Flux.just(bytes(HEAD + REST));
    private static final Flux<ByteBuffer> BROKEN =
            Flux.concat(Flux.just(bytes(HEAD)), Flux.error(ScriptedApi.failure(0)));

    private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();

    /** What Reactor has taken from a piece but not emitted when the rest of the page fails must come again. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void fetch_breaksOffWithoutDemand_emitsEachOnce(int demand) {
        StepVerifier.create(fetch(BROKEN, BROKEN, WHOLE), demand)
                .expectNextCount(demand)
                .then(() -> timer.advanceTimeBy(Duration.ofMinutes(1)))
                .thenRequest(Long.MAX_VALUE)
                .then(() -> timer.advanceTimeBy(Duration.ofMinutes(1)))
                .expectNextSequence(List.of("a", "b", "c", "d").subList(demand, 4))
                .verifyComplete();
    }

    @Test
    void fetch_anotherPageTheSecondTime_failsAfterWhatCameBefore() {
        Flux<ByteBuffer> other = Flux.just(bytes(HEAD.replace("\"b\"", "\"x\"") + REST));

        StepVerifier.create(fetch(BROKEN, other), 2)
                .expectNext("a", "b")
                .then(() -> timer.advanceTimeBy(Duration.ofMinutes(1)))
                .thenRequest(Long.MAX_VALUE)
                .then(() -> timer.advanceTimeBy(Duration.ofMinutes(1)))
                .expectErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("was another one"))
                .verify();
    }

    /** The ids of a page that is answered with one stream after the other. */
    private Flux<String> fetch(Flux<?>... answers) {
        @SuppressWarnings("unchecked") // they are all bytes
        Iterator<Flux<ByteBuffer>> next =
                (Iterator<Flux<ByteBuffer>>) (Iterator<?>) List.of(answers).iterator();
        PageFetch<String> fetch = new PageFetch<>(
                new Streams(next),
                new DatasetSettings(3, Clock.systemUTC(), timer),
                new PageFetch.Limits(1 << 20, 1 << 20),
                slice -> new String(slice.copy(), StandardCharsets.UTF_8).substring(7, 8),
                id -> id);
        return fetch.fetch(1, ApiRequest.get("/page").build())
                .filter(event -> event instanceof PageEvent.Element<String>)
                .map(event -> ((PageEvent.Element<String>) event).value());
    }

    private static ByteBuffer bytes(String json) {
        return ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
    }

    private record Streams(Iterator<Flux<ByteBuffer>> next) implements ApiExchange {
        @Override
        public <T> Mono<T> exchange(ApiRequest request, Function<? super byte[], ? extends T> decoder) {
            return Mono.error(UnsupportedOperationException::new);
        }

        @Override
        public Mono<Void> send(ApiRequest request) {
            return Mono.error(UnsupportedOperationException::new);
        }

        @Override
        public Flux<ByteBuffer> stream(ApiRequest request) {
            return Flux.defer(next::next);
        }
    }
}
