package dev.vitrine.reactor.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.reactor.http.HttpRuntime;
import dev.vitrine.reactor.http.HttpSettings;
import dev.vitrine.score.Score;
import dev.vitrine.score.ScoreId;
import dev.vitrine.score.ScoreQueueOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Many scores through a bad server, over the wire. */
class ScoreStormTests {
    private static final int MANY = 100_000;
    private final MockWebServer server = new MockWebServer();
    private final BadServer platform = new BadServer();
    private HttpRuntime http =
            HttpRuntime.create(HttpSettings.builder("http://localhost:1").build());

    @BeforeEach
    void start() throws Exception {
        server.setDispatcher(platform);
        server.start();
        http = HttpRuntime.create(
                HttpSettings.builder(server.url("/").toString()).build());
    }

    @AfterEach
    void stop() {
        http.disposeLater().block(Duration.ofSeconds(10));
        server.close();
    }

    @Test
    void hundredThousandScores_throughAServerThatFailsAtRandom_allArriveOnceAndInOrder() {
        ScoreClient client = ScoreFacet.client(
                http.api(),
                ScoreSettings.builder()
                        .queue(ScoreQueueOptions.builder()
                                .maxBatch(500)
                                .maxRetries(30)
                                .backoff(Duration.ofMillis(1), Duration.ofMillis(2))
                                .build())
                        .build());
        List<ScoreId> ids = Objects.requireNonNull(Flux.range(0, MANY)
                .concatMap(i -> client.create(Score.numeric("n", i).trace("t")), 1)
                .collectList()
                .block(Duration.ofSeconds(60)));
        assertThat(ids).hasSize(MANY).doesNotHaveDuplicates();
        assertThat(client.statistics().queuedBytes()).isLessThanOrEqualTo(64L * 1024 * 1024);

        client.flush().block(Duration.ofSeconds(120));

        assertThat(platform.stored).hasSize(MANY);
        assertThat(platform.outOfOrder).hasValue(0);
        assertThat(platform.concurrent).as("requests at once").isEqualTo(1);
        assertThat(platform.failures.get()).isGreaterThan(30);
        ScoreStatistics statistics = client.statistics();
        assertThat(statistics.accepted()).isEqualTo(MANY);
        assertThat(statistics.delivered()).isEqualTo(MANY);
        assertThat(statistics.undelivered() + statistics.rejected() + statistics.queueFull())
                .isZero();
        assertThat(statistics.queued()).isZero();
        assertThat(statistics.queuedBytes()).isZero();
        client.disposeLater().block(Duration.ofSeconds(10));
    }

    /** Answers 429 and 503 at random, sometimes after it has stored the batch, and puts single events off. */
    private static final class BadServer extends Dispatcher {
        private final Random random = new Random(42);
        private final Map<Object, Double> stored = new HashMap<>();
        private final AtomicInteger outOfOrder = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicInteger running = new AtomicInteger();
        private volatile int concurrent;
        private double last = -1;

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            concurrent = Math.max(concurrent, running.incrementAndGet());
            try {
                return answer(request);
            } finally {
                running.decrementAndGet();
            }
        }

        private synchronized MockResponse answer(RecordedRequest request) {
            int chance = random.nextInt(10);
            if (chance == 0) {
                failures.incrementAndGet();
                return new MockResponse.Builder()
                        .code(429)
                        .addHeader("Retry-After", "0")
                        .build();
            }
            if (chance == 1) {
                failures.incrementAndGet();
                return new MockResponse.Builder().code(503).build();
            }
            ScoreBodies.Batch batch =
                    ScoreBodies.batch(Objects.requireNonNull(request.getBody()).utf8());
            String putOff = chance == 2 ? batch.eventIds().get(0) : "";
            for (ScoreBodies.Event event : batch.batch()) {
                if (!event.id().equals(putOff)) {
                    store(event);
                }
            }
            if (chance == 3) {
                failures.incrementAndGet();
                return new MockResponse.Builder().code(503).build();
            }
            String body = putOff.isEmpty() ? ScoreBodies.ALL_TAKEN : ScoreBodies.refusing(503, List.of(putOff));
            return new MockResponse.Builder().code(207).body(body).build();
        }

        private void store(ScoreBodies.Event event) {
            double value = ((Number) Objects.requireNonNull(event.body().get("value"))).doubleValue();
            Double before = stored.put(Objects.requireNonNull(event.body().get("id")), value);
            // what was put off or repeated comes late; what is new must not
            if (before == null && value < last - 500) {
                outOfOrder.incrementAndGet();
            }
            last = Math.max(last, value);
        }
    }
}
