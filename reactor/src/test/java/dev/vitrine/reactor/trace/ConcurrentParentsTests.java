package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.trace.ObservationSpec;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Many requests at once on few threads, through operators that change threads, subscribe anew and cancel. */
class ConcurrentParentsTests {
    private static final int REQUESTS = 200;
    private static final int SEED = 20_261_121;

    @Test
    void requests_atOnce_eachChildHasItsOwnParent() {
        Random random = new Random(SEED);
        List<Integer> delays = random.ints(REQUESTS, 0, 20).boxed().toList();
        try (Traces traces = Traces.create()) {
            Tracing tracing = traces.tracing();
            Mono<Long> all = Flux.range(0, REQUESTS)
                    .flatMap(i -> request(tracing, i, Duration.ofMillis(delays.get(i))), REQUESTS)
                    .count();
            StepVerifier.create(all)
                    .expectNext((long) REQUESTS)
                    .expectComplete()
                    .verify(Traces.LIMIT);

            traces.assertNoneOpen();
            List<SpanData> spans = traces.spans();
            assertThat(spans).extracting(SpanData::getSpanId).doesNotHaveDuplicates();
            assertThat(tracing.metrics().started()).isEqualTo(spans.size());
            Map<String, SpanData> byId =
                    spans.stream().collect(Collectors.toMap(SpanData::getSpanId, Function.identity()));
            for (SpanData span : spans) {
                assertParent(span, byId);
            }
            Map<String, Long> counts = spans.stream()
                    .collect(Collectors.groupingBy(
                            span -> span.getName().replaceAll("\\d+$", ""), Collectors.counting()));
            assertThat(counts)
                    .containsEntry("request-", (long) REQUESTS)
                    .containsEntry("zipped-", 2L * REQUESTS)
                    .containsEntry("retried-", 3L * REQUESTS)
                    .containsEntry("repeated-", 2L * REQUESTS)
                    .containsEntry("mapped-", 3L * REQUESTS)
                    .containsEntry("leaf-", 3L * REQUESTS)
                    .containsEntry("timed-", (long) REQUESTS)
                    .containsEntry("taken-", (long) REQUESTS)
                    .containsEntry("switched-", 2L * REQUESTS);
        }
    }

    /** The number at the end of a name is the request's. */
    private static void assertParent(SpanData span, Map<String, SpanData> byId) {
        String request = span.getName().replaceAll("^\\D+", "");
        if (span.getName().startsWith("request-")) {
            assertThat(span.getParentSpanContext().isValid()).isFalse();
            return;
        }
        String parentName = (span.getName().startsWith("leaf-") ? "mapped-" : "request-") + request;
        SpanData parent = Objects.requireNonNull(byId.get(span.getParentSpanId()), "parent of " + span.getName());
        assertThat(parent.getName()).isEqualTo(parentName);
        assertThat(span.getTraceId()).isEqualTo(parent.getTraceId());
    }

    private static Mono<Long> request(Tracing tracing, int i, Duration delay) {
        return tracing.observe(
                ObservationSpec.agent("request-" + i),
                request -> Mono.delay(delay)
                        .publishOn(Schedulers.boundedElastic())
                        .then(Mono.zip(
                                tracing.observe(
                                        "zipped-" + i, o -> Mono.delay(delay).publishOn(Schedulers.parallel())),
                                tracing.observe("zipped-" + i, o -> Mono.just(1).subscribeOn(Schedulers.parallel()))))
                        .then(retried(tracing, i))
                        .thenMany(tracing.observe("repeated-" + i, o -> Mono.just(1))
                                .repeat(1))
                        .thenMany(Flux.range(0, 3)
                                .flatMap(
                                        n -> tracing.observe(
                                                "mapped-" + i,
                                                o -> Mono.delay(delay)
                                                        .flatMap(t ->
                                                                tracing.observe("leaf-" + i, leaf -> Mono.just(t)))),
                                        3))
                        .then(tracing.observe("timed-" + i, o -> Mono.never())
                                .timeout(Duration.ofMillis(5))
                                .onErrorComplete())
                        .thenMany(tracing.observeMany(
                                        "taken-" + i, o -> Flux.range(0, 100).publishOn(Schedulers.parallel()))
                                .take(1))
                        .thenMany(Flux.just(1, 2)
                                .switchMap(n ->
                                        tracing.observe("switched-" + i, o -> n == 1 ? Mono.never() : Mono.just(n))))
                        .count());
    }

    private static Mono<Integer> retried(Tracing tracing, int i) {
        return Mono.defer(() -> {
            int[] attempts = {0};
            return tracing.observe(
                            "retried-" + i,
                            o -> ++attempts[0] < 3 ? Mono.<Integer>error(new IllegalStateException()) : Mono.just(1))
                    .retry(2);
        });
    }
}
