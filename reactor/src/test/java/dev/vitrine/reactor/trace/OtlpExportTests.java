package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.trace.ObservationSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What goes over the wire, and what happens when nothing does. */
class OtlpExportTests {
    private static final int MANY = 10_000;
    private static final Duration LIMIT = Traces.LIMIT;
    private final MockWebServer server = new MockWebServer();
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicBoolean hangs = new AtomicBoolean();

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                MockResponse.Builder answer =
                        new MockResponse.Builder().code(status.get()).body("{}");
                return (hangs.get() ? answer.headersDelay(4, TimeUnit.SECONDS) : answer).build();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TracingFacet facet(TracingOptions options) {
        return TracingFacet.create(options, host(server.url("/sub/").toString()));
    }

    private static TracingHost host(String baseUrl) {
        return new TracingHost(
                "pk",
                "sk",
                baseUrl,
                Map.of("X-Extra", "1", "x-langfuse-sdk-name", "mine"),
                Duration.ofMillis(1_500),
                Mono.empty(),
                variable -> null,
                Clock.systemUTC(),
                Schedulers.parallel());
    }

    private RecordedRequest request() throws InterruptedException {
        return Objects.requireNonNull(server.takeRequest(10, TimeUnit.SECONDS), "a request");
    }

    private static String body(RecordedRequest request) throws IOException {
        byte[] compressed = Objects.requireNonNull(request.getBody(), "body").toByteArray();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void flush_sendsProtobufWithTheHeadersOfTheContract() throws Exception {
        TracingFacet facet = facet(TracingOptions.create().environment("test").release("r1"));
        Tracing tracing = facet.tracing();
        StepVerifier.create(tracing.observe(
                        ObservationSpec.generation("answer").model("gpt").input("hello"), o -> Mono.just(1)))
                .expectNext(1)
                .verifyComplete();
        tracing.flush().block(LIMIT);
        RecordedRequest request = request();
        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getTarget()).isEqualTo("/sub/api/public/otel/v1/traces");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Basic cGs6c2s=");
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/x-protobuf");
        assertThat(request.getHeaders().get("Content-Encoding")).isEqualTo("gzip");
        assertThat(request.getHeaders().get("x-langfuse-ingestion-version")).isEqualTo("4");
        assertThat(request.getHeaders().get("x-langfuse-public-key")).isEqualTo("pk");
        assertThat(request.getHeaders().get("x-langfuse-sdk-version")).isNotBlank();
        assertThat(request.getHeaders().values("x-langfuse-sdk-name")).containsExactly("mine");
        assertThat(request.getHeaders().get("X-Extra")).isEqualTo("1");
        assertThat(body(request))
                .contains("langfuse-sdk", "public_key", "langfuse.observation.model.name", "gpt", "hello", "r1");
        assertThat(tracing.metrics().exported()).isEqualTo(1);
        facet.shutdown(LIMIT).block(LIMIT);
    }

    @Test
    void batch_full_isSentWithoutAFlush() throws Exception {
        TracingFacet facet = facet(TracingOptions.create().flushAt(10).flushInterval(Duration.ofMinutes(10)));
        StepVerifier.create(Flux.range(0, 10).concatMap(i -> facet.tracing().observe("s" + i, o -> Mono.just(i))))
                .expectNextCount(10)
                .verifyComplete();
        assertThat(body(request())).contains("s0", "s9");
        facet.shutdown(LIMIT).block(LIMIT);
    }

    @Test
    void interval_over_isSentWithoutAFlush() throws Exception {
        TracingFacet facet = facet(
                TracingOptions.create().flushInterval(Duration.ofMillis(50)).exportPath("/own/path"));
        StepVerifier.create(facet.tracing().observe("s", o -> Mono.just(1)))
                .expectNext(1)
                .verifyComplete();
        assertThat(request().getTarget()).isEqualTo("/sub/own/path");
        facet.shutdown(LIMIT).block(LIMIT);
    }

    private void outage(TracingFacet facet) {
        Tracing tracing = facet.tracing();
        StepVerifier.create(Flux.range(0, MANY)
                        .concatMap(i ->
                                tracing.observe(ObservationSpec.span("s").input("x".repeat(100)), o -> Mono.just(i)))
                        .count())
                .expectNext((long) MANY)
                .expectComplete()
                .verify(LIMIT);
        tracing.flush().block(LIMIT);
        TracingMetrics metrics = tracing.metrics();
        assertThat(metrics.open()).isZero();
        assertThat(metrics.exported()).isZero();
        assertThat(metrics.dropped()).isPositive();
        assertThat(metrics.failed() + metrics.dropped()).isEqualTo(MANY);
    }

    private void recovery(TracingFacet facet) {
        StepVerifier.create(facet.tracing().observe("after", o -> Mono.just(1)))
                .expectNext(1)
                .verifyComplete();
        facet.tracing().flush().block(LIMIT);
        assertThat(facet.tracing().metrics().exported()).isEqualTo(1);
        facet.shutdown(LIMIT).block(LIMIT);
    }

    @Test
    void outage_503_leavesTheWorkAloneCountsAndRecovers() {
        status.set(503);
        TracingFacet facet = facet(TracingOptions.create().maxQueuedSpans(600).flushInterval(Duration.ofMinutes(10)));
        try (Logs logs = Logs.capture()) {
            outage(facet);
            assertThat(logs.text().lines().filter(line -> line.contains("queue of spans is full")))
                    .hasSize(1);
            assertThat(logs.text()).doesNotContain("sk");
        }
        status.set(200);
        recovery(facet);
    }

    @Test
    void outage_hanging_leavesTheWorkAloneCountsAndRecovers() {
        hangs.set(true);
        TracingFacet facet = facet(TracingOptions.create().maxQueuedSpans(600).flushInterval(Duration.ofMinutes(10)));
        outage(facet);
        hangs.set(false);
        recovery(facet);
    }

    @Test
    void outage_refused_leavesTheWorkAloneAndCounts() throws IOException {
        MockWebServer gone = new MockWebServer();
        gone.start();
        String url = gone.url("/").toString();
        gone.close();
        TracingFacet facet = TracingFacet.create(TracingOptions.create().maxQueuedSpans(600), host(url));
        outage(facet);
        facet.shutdown(LIMIT).block(LIMIT);
    }

    @Test
    void queue_isBoundedByCharactersToo() {
        TracingFacet facet =
                facet(TracingOptions.create().maxQueuedCharacters(10_000).flushInterval(Duration.ofMinutes(10)));
        Tracing tracing = facet.tracing();
        StepVerifier.create(Flux.range(0, 20)
                        .concatMap(i ->
                                tracing.observe(ObservationSpec.span("s").input("x".repeat(3_000)), o -> Mono.just(i))))
                .expectNextCount(20)
                .verifyComplete();
        tracing.flush().block(LIMIT);
        assertThat(tracing.metrics().exported()).isBetween(1L, 3L);
        assertThat(tracing.metrics().dropped()).isEqualTo(20 - tracing.metrics().exported());

        // One larger than all of it goes out when nothing else waits
        StepVerifier.create(tracing.observe(ObservationSpec.span("big").input("x".repeat(50_000)), o -> Mono.just(1)))
                .expectNext(1)
                .verifyComplete();
        long before = tracing.metrics().exported();
        tracing.flush().block(LIMIT);
        assertThat(tracing.metrics().exported()).isEqualTo(before + 1);
        facet.shutdown(LIMIT).block(LIMIT);
    }

    @Test
    void flush_withALimit_timesOutAndGoesOn() {
        hangs.set(true);
        TracingFacet facet = facet(TracingOptions.create().flushInterval(Duration.ofMinutes(10)));
        StepVerifier.create(facet.tracing().observe("s", o -> Mono.just(1)))
                .expectNext(1)
                .verifyComplete();
        StepVerifier.create(facet.tracing().flush(Duration.ofMillis(10))).verifyError(TimeoutException.class);
        facet.tracing().flush().block(LIMIT);
        assertThat(facet.tracing().metrics().failed()).isEqualTo(1);
        facet.shutdown(LIMIT).block(LIMIT);
    }

    @Test
    void flush_concurrent_eachCoversWhatEndedBefore() {
        TracingFacet facet = facet(TracingOptions.create().flushInterval(Duration.ofMinutes(10)));
        Tracing tracing = facet.tracing();
        Flux<Boolean> covered = Flux.range(0, 40)
                .flatMap(
                        i -> tracing.observe("s", o -> Mono.just(i))
                                .then(Mono.defer(() -> {
                                    long ended = tracing.metrics().ended();
                                    return tracing.flush()
                                            .then(Mono.fromSupplier(
                                                    () -> tracing.metrics().exported() >= ended));
                                }))
                                .subscribeOn(Schedulers.parallel()),
                        40);
        StepVerifier.create(covered.all(all -> all))
                .expectNext(true)
                .expectComplete()
                .verify(LIMIT);
        facet.shutdown(LIMIT).block(LIMIT);
    }

    @Test
    void shutdown_deliversWhatWaits_thenWarnsOnceAndDoesNothing() throws Exception {
        TracingFacet facet = facet(TracingOptions.create().flushInterval(Duration.ofMinutes(10)));
        Tracing tracing = facet.tracing();
        StepVerifier.create(Flux.range(0, 20).concatMap(i -> tracing.observe("s" + i, o -> Mono.just(i))))
                .expectNextCount(20)
                .verifyComplete();
        StepVerifier.create(Flux.merge(facet.shutdown(LIMIT), facet.shutdown(LIMIT)))
                .expectComplete()
                .verify(LIMIT);
        assertThat(body(request())).contains("s0", "s19");
        assertThat(tracing.metrics().exported()).isEqualTo(20);
        StepVerifier.create(facet.shutdown(LIMIT)).expectComplete().verify(Duration.ofSeconds(2));
        try (Logs logs = Logs.capture()) {
            StepVerifier.create(tracing.observe("late", o -> Mono.just(o.isRecording()))
                            .repeat(2))
                    .expectNext(false, false, false)
                    .verifyComplete();
            assertThat(logs.warnings()).hasSize(1);
        }
        assertThat(tracing.metrics().started()).isEqualTo(20);
    }

    @Test
    void shutdown_whileHanging_keepsItsLimit() {
        hangs.set(true);
        TracingFacet facet = facet(TracingOptions.create().flushInterval(Duration.ofMinutes(10)));
        StepVerifier.create(facet.tracing().observe("s", o -> Mono.just(1)))
                .expectNext(1)
                .verifyComplete();
        StepVerifier.create(facet.shutdown(Duration.ofMillis(50)))
                .expectComplete()
                .verify(Duration.ofSeconds(2));
    }

    @Test
    void shutdown_unused_startsNothing() {
        TracingFacet facet = facet(TracingOptions.create());
        StepVerifier.create(facet.shutdown(LIMIT)).expectComplete().verify(Duration.ofSeconds(2));
        assertThat(facet.tracing().isEnabled()).isFalse();
        assertThat(server.getRequestCount()).isZero();
    }
}
