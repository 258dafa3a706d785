package dev.vitrine.embedded.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.EmbeddedLangfuseBuilder;
import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.Eventually;
import dev.vitrine.embedded.support.PlatformTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RequestLogTests extends PlatformTest {
    private static final byte[] CONTENT = bytes("some content");

    @Override
    protected void configure(EmbeddedLangfuseBuilder builder) {
        builder.maxLoggedRequests(5);
    }

    @Test
    void request_isNotedWithItsParts_beforeTheClientHasTheAnswer() {
        assertThat(api().get("/api/public/v2/datasets/a%2Fb?x=1").status()).isEqualTo(404);
        ObservedRequest request = platform().requests().all().get(0);
        assertThat(request.sequence()).isEqualTo(1);
        assertThat(request.at()).isEqualTo(Instant.parse("2026-11-21T12:00:00Z"));
        assertThat(request.route()).isEqualTo(Route.DATASET_GET);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/api/public/v2/datasets/a%2Fb");
        assertThat(request.query()).isEqualTo("x=1");
        assertThat(request.status()).isEqualTo(404);
        assertThat(request.header("Authorization")).isEqualTo("Basic <hidden>");
    }

    @Test
    void signedQueries_appearNowhere() {
        uploaded(CONTENT);
        ObservedRequest put = platform().requests().of(Route.OBJECT_PUT).get(0);
        assertThat(put.query()).isEmpty();
        assertThat(put.bodyBytes()).isEqualTo(CONTENT.length);
        assertThat(put.header("content-type")).isEqualTo(PNG);
        assertThat(put.header("authorization")).isNull();
        assertThat(platform().requests().all().toString())
                .doesNotContain("X-Amz-Signature", platform().secretKey());
    }

    @Test
    void log_isBounded_theCountersAreNot() {
        for (int i = 0; i < 12; i++) {
            api().get("/api/public/health");
        }
        assertThat(platform().requests().count(Route.HEALTH)).isEqualTo(12);
        assertThat(platform().requests().count()).isEqualTo(12);
        assertThat(platform().requests().all())
                .extracting(ObservedRequest::sequence)
                .containsExactly(8L, 9L, 10L, 11L, 12L);
        platform().requests().clear();
        assertThat(platform().requests().all()).isEmpty();
        assertThat(platform().requests().count()).isZero();
        assertThat(platform().requests().maxConcurrent(Route.HEALTH)).isZero();
    }

    @Test
    void concurrency_isWhatItWas() {
        platform().faults().on(Route.HEALTH, fault -> fault.delay(Duration.ofMillis(300)));
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answers.add(Api.sendAsync(api().request("/api/public/health")));
        }
        Eventually.holds(() -> platform().requests().inFlight(Route.HEALTH) == 6);
        answers.forEach(answer -> assertThat(answer.join().status()).isEqualTo(200));
        assertThat(platform().requests().maxConcurrent(Route.HEALTH)).isEqualTo(6);
        assertThat(platform().requests().inFlight(Route.HEALTH)).isZero();
        api().get("/api/public/projects");
        assertThat(platform().requests().maxConcurrent(Route.PROJECTS)).isEqualTo(1);
    }

    @Test
    void oneClientAfterAnother_isNeverTwoAtATime() {
        for (int i = 0; i < 200; i++) {
            // each over a connection that may not be the one before
            Api.sendAsync(api().request("/api/public/v2/datasets")).join();
        }
        assertThat(platform().requests().maxConcurrent(Route.DATASETS_LIST)).isEqualTo(1);
    }
}
