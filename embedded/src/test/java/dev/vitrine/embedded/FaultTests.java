package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.Eventually;
import dev.vitrine.embedded.support.PlatformTest;
import dev.vitrine.embedded.traffic.Disconnect;
import dev.vitrine.embedded.traffic.FaultSpec;
import dev.vitrine.embedded.traffic.ObservedRequest;
import dev.vitrine.embedded.traffic.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTests extends PlatformTest {
    private static final byte[] CONTENT = new byte[200_000];

    private void fault(Route route, Consumer<FaultSpec> fault) {
        platform().faults().on(route, fault);
    }

    private Answer list() {
        return api().get("/api/public/v2/datasets");
    }

    @Test
    void status_times_thenNormalAgain() {
        fault(Route.DATASETS_LIST, fault -> fault.status(503).times(2).retryAfter(Duration.ofSeconds(7)));
        for (int i = 0; i < 2; i++) {
            Answer answer = list();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).isEqualTo("7");
            assertThat(answer.bytes()).isEmpty();
        }
        assertThat(list().status()).isEqualTo(200);
        assertThat(platform().requests().count(Route.DATASETS_LIST)).isEqualTo(3);
    }

    @Test
    void status_doesNotDoTheWork() {
        fault(Route.DATASETS_CREATE, fault -> fault.status(500).times(1));
        assertThat(api().post("/api/public/v2/datasets", "{\"name\":\"d\"}").status())
                .isEqualTo(500);
        assertThat(list().json().at("/meta/totalItems").asInt()).isZero();
    }

    @Test
    void after_andWhen_chooseTheRequest() {
        fault(
                Route.DATASET_GET,
                fault -> fault.status(500)
                        .times(1)
                        .after(1)
                        .when(request -> request.path().endsWith("/b")));
        assertThat(api().get("/api/public/v2/datasets/a").status()).isEqualTo(404);
        assertThat(api().get("/api/public/v2/datasets/b").status()).isEqualTo(404);
        assertThat(api().get("/api/public/v2/datasets/b").status()).isEqualTo(500);
        assertThat(api().get("/api/public/v2/datasets/b").status()).isEqualTo(404);
    }

    @Test
    void severalFaults_areUsedInOrder() {
        fault(Route.DATASETS_LIST, fault -> fault.status(429).times(1));
        fault(Route.DATASETS_LIST, fault -> fault.status(500).times(1));
        assertThat(list().status()).isEqualTo(429);
        assertThat(list().status()).isEqualTo(500);
        assertThat(list().status()).isEqualTo(200);
    }

    @Test
    void body_isWhatIsSaid() {
        fault(
                Route.DATASETS_LIST,
                fault -> fault.body("text/html", "<h1>Bad Gateway</h1>")
                        .status(502)
                        .times(1));
        fault(Route.DATASETS_LIST, fault -> fault.body("application/json", "{\"data\":[{\"id\":"));
        Answer html = list();
        assertThat(html.status()).isEqualTo(502);
        assertThat(html.header("content-type")).isEqualTo("text/html");
        assertThat(html.text()).isEqualTo("<h1>Bad Gateway</h1>");
        Answer half = list();
        assertThat(half.status()).isEqualTo(200);
        assertThat(half.text()).isEqualTo("{\"data\":[{\"id\":");
    }

    @Test
    void header_isAddedToARegularAnswer() {
        fault(Route.HEALTH, fault -> fault.header("X-Extra", "1"));
        Answer answer = api().get("/api/public/health");
        assertThat(answer.header("x-extra")).isEqualTo("1");
        assertThat(answer.json().get("status").asText()).isEqualTo("OK");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Disconnect.class)
    void disconnect_isSeenByTheClient_andTheNextRequestWorks(Disconnect when) {
        String url = uploadUrl(CONTENT, PNG);
        fault(Route.OBJECT_PUT, fault -> fault.disconnect(when).times(1));
        if (when == Disconnect.MID_RESPONSE) {
            // the answer of a PUT is empty: there is nothing in the middle of it
            assertThatThrownBy(() -> Api.put(url, PNG, CONTENT)).isInstanceOf(UncheckedIOException.class);
        } else {
            assertThatThrownBy(() -> Api.put(url, PNG, CONTENT)).hasCauseInstanceOf(IOException.class);
        }
        boolean workDone = when == Disconnect.BEFORE_ANSWER || when == Disconnect.MID_RESPONSE;
        assertThat(platform().storage().objectCount()).isEqualTo(workDone ? 1 : 0);
        assertThat(Api.put(url, PNG, CONTENT).status()).isEqualTo(200);
        Eventually.holds(() -> platform().requests().inFlight(Route.OBJECT_PUT) == 0);
    }

    @Test
    void disconnect_midRequest_readsAboutHalf() {
        String url = uploadUrl(CONTENT, PNG);
        fault(
                Route.OBJECT_PUT,
                fault -> fault.disconnect(Disconnect.MID_REQUEST).times(1));
        assertThatThrownBy(() -> Api.put(url, PNG, CONTENT)).isInstanceOf(UncheckedIOException.class);
        Eventually.holds(() -> platform().requests().inFlight(Route.OBJECT_PUT) == 0);
        ObservedRequest request = platform().requests().of(Route.OBJECT_PUT).get(0);
        assertThat(request.bodyBytes()).isGreaterThanOrEqualTo(CONTENT.length / 2);
        assertThat(request.status()).isZero();
    }

    @Test
    void disconnect_midResponse_sendsTheHeadAndHalfOfTheBody() {
        uploaded(CONTENT);
        String url = media(CONTENT).json().get("url").asText();
        fault(
                Route.OBJECT_GET,
                fault -> fault.disconnect(Disconnect.MID_RESPONSE).times(1));
        fault(
                Route.DATASETS_LIST,
                fault -> fault.disconnect(Disconnect.MID_RESPONSE).times(1));
        assertThatThrownBy(() -> Api.fetch(url)).hasMessageContaining("bytes");
        assertThatThrownBy(this::list).hasMessageContaining("bytes");
        assertThat(Api.fetch(url).bytes()).isEqualTo(CONTENT);
    }

    @Test
    void slowBody_arrivesWhole() {
        uploaded(CONTENT);
        String url = media(CONTENT).json().get("url").asText();
        fault(Route.OBJECT_GET, fault -> fault.slowBody(20_000, Duration.ofMillis(5)));
        fault(Route.DATASETS_LIST, fault -> fault.slowBody(7, Duration.ofMillis(1)));
        assertThat(Api.fetch(url).bytes()).isEqualTo(CONTENT);
        assertThat(list().text())
                .isEqualTo("{\"data\":[],\"meta\":{\"page\":1,\"limit\":50,\"totalItems\":0,\"totalPages\":0}}");
    }

    @Test
    void slowRead_arrivesWhole() {
        fault(Route.OBJECT_PUT, fault -> fault.slowRead(Duration.ofMillis(1)));
        assertThat(Api.put(uploadUrl(CONTENT, PNG), PNG, CONTENT).status()).isEqualTo(200);
        assertThat(platform().storage().storedBytes()).isEqualTo(CONTENT.length);
    }

    @Test
    void hang_endsWhenTheClientGoes() throws IOException {
        fault(Route.DATASETS_LIST, FaultSpec::hang);
        int port = URI.create(platform().baseUrl()).getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(bytes("GET /api/public/v2/datasets HTTP/1.1\r\nHost: h\r\n\r\n"));
            Eventually.holds(() -> platform().requests().inFlight(Route.DATASETS_LIST) == 1);
            assertThat(socket.getInputStream().available()).isZero();
        }
        Eventually.holds(() -> platform().requests().inFlight(Route.DATASETS_LIST) == 0);
        assertThat(platform().requests().of(Route.DATASETS_LIST).get(0).status())
                .isZero();
    }

    @Test
    void delay_andLatency_holdBackTheAnswer() {
        platform().faults().latency(Duration.ofMillis(50));
        fault(Route.DATASETS_LIST, fault -> fault.delay(Duration.ofMillis(50)));
        long start = System.nanoTime();
        assertThat(list().status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void clear_endsThem() {
        fault(Route.DATASETS_LIST, fault -> fault.status(500));
        fault(Route.HEALTH, fault -> fault.status(500));
        platform().faults().clear(Route.DATASETS_LIST);
        assertThat(list().status()).isEqualTo(200);
        assertThat(api().get("/api/public/health").status()).isEqualTo(500);
        platform().faults().latency(Duration.ofHours(1)).clear();
        assertThat(api().get("/api/public/health").status()).isEqualTo(200);
    }

    @Test
    void invalidSettings_nameTheParameter() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fault(Route.HEALTH, fault -> fault.status(99)))
                .withMessage("status must be 200 to 599, not 99");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fault(Route.HEALTH, fault -> fault.times(0)))
                .withMessage("times must be positive, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fault(Route.HEALTH, fault -> fault.after(-1)))
                .withMessage("requests must be zero or more, not -1");
    }
}
