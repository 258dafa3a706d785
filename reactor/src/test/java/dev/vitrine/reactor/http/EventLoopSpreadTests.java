package dev.vitrine.reactor.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpResources;

class EventLoopSpreadTests {
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final int CALLS = 8;
    private static final ApiRequest GET = ApiRequest.get("/api/items").build();
    private final MockWebServer server = new MockWebServer();
    private final Set<EventLoop> loops = ConcurrentHashMap.newKeySet();
    private final Set<Boolean> shared = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void exchange_manyCallsAfterOneAnswer_runOnSeveralOfTheSharedLoops() {
        server.enqueue(new MockResponse.Builder().body("{}").build());
        for (int i = 0; i < CALLS; i++) {
            server.enqueue(new MockResponse.Builder()
                    .headersDelay(300, TimeUnit.MILLISECONDS)
                    .body("{}")
                    .build());
        }
        HttpRuntime http =
                HttpRuntime.create(HttpSettings.builder(server.url("/").toString())
                        .customizer(client -> client.doOnConnected(connection -> {
                            EventLoop loop = connection.channel().eventLoop();
                            loops.add(loop);
                            shared.add(isShared(loop));
                        }))
                        .build());
        try {
            Long answers = call(http)
                    .flatMapMany(first -> Flux.range(0, CALLS).flatMap(i -> call(http), CALLS))
                    .count()
                    .block(WAIT);

            assertThat(answers).isEqualTo(CALLS);
            assertThat(loops).hasSizeGreaterThan(1);
            assertThat(shared).containsExactly(true);
        } finally {
            http.disposeLater().block(WAIT);
        }
    }

    private static Mono<String> call(HttpRuntime http) {
        return http.api().exchange(GET, bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static boolean isShared(EventLoop loop) {
        for (var each : HttpResources.get().onServer(true)) {
            if (each == loop) {
                return true;
            }
        }
        return false;
    }
}
