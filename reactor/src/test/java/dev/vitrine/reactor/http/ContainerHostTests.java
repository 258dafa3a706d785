package dev.vitrine.reactor.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Hosts with an underscore, as the services of a container network have them. */
class ContainerHostTests {
    private static final Duration WAIT = Duration.ofSeconds(10);
    private final MockWebServer server = new MockWebServer();
    private HttpRuntime http =
            HttpRuntime.create(HttpSettings.builder("http://unset").build());

    @BeforeEach
    void start() throws IOException {
        server.start();
        http = HttpRuntime.create(HttpSettings.builder("http://langfuse_web:" + server.getPort() + "/base")
                .basicAuth("pk", "sk")
                .customizer(client -> client.resolver(new Containers()))
                .build());
    }

    @AfterEach
    void stop() {
        http.disposeLater().block(WAIT);
        server.close();
    }

    @Test
    void api_baseUrl_isCalledWithCredentials_andRedirectedWithinItself() throws Exception {
        answer(new MockResponse.Builder().code(302).setHeader("Location", "/base/other?x=%2F"));
        answer(new MockResponse.Builder().code(200).body("1"));

        StepVerifier.create(http.api()
                        .exchange(
                                ApiRequest.get("/items/{id}")
                                        .path("id", "a b/c")
                                        .build(),
                                String::new))
                .expectNext("1")
                .verifyComplete();

        RecordedRequest first = taken();
        assertThat(first.getTarget()).isEqualTo("/base/items/a%20b%2Fc");
        assertThat(first.getHeaders().get("Host")).isEqualTo("langfuse_web:" + server.getPort());
        RecordedRequest second = taken();
        assertThat(second.getTarget()).isEqualTo("/base/other?x=%2F");
        assertThat(second.getHeaders().get("Authorization")).startsWith("Basic ");
    }

    @Test
    void storage_putAndGet_keepPathAndQueryAsTheyWereSigned() throws Exception {
        String signed = "/bucket/%7Ek%20%C3%BC/key?X-Amz-Date=20261121T120000Z&X-Amz-Signature=a%2Bb%3D&empty=";
        SignedUrl url = SignedUrl.of("http://langfuse_minio:" + server.getPort() + signed);
        answer(new MockResponse.Builder().code(200));
        answer(new MockResponse.Builder().code(200).body("content"));

        StepVerifier.create(http.storage()
                        .send("PUT", url, Map.of(), 3, Flux.just(ByteBuffer.wrap(new byte[] {1, 2, 3}))))
                .assertNext(stored -> assertThat(stored.status()).isEqualTo(200))
                .verifyComplete();
        StepVerifier.create(http.storage()
                        .get(url, WAIT)
                        .map(bytes -> StandardCharsets.UTF_8.decode(bytes).toString()))
                .expectNext("content")
                .verifyComplete();

        for (int i = 0; i < 2; i++) {
            RecordedRequest request = taken();
            assertThat(request.getTarget()).isEqualTo(signed);
            assertThat(request.getHeaders().get("Host")).isEqualTo("langfuse_minio:" + server.getPort());
            assertThat(request.getHeaders().get("Authorization")).isNull();
        }
    }

    private void answer(MockResponse.Builder response) {
        server.enqueue(response.build());
    }

    private RecordedRequest taken() throws InterruptedException {
        return Objects.requireNonNull(server.takeRequest(10, TimeUnit.SECONDS));
    }

    /** Where each name of the network is this machine. */
    private static final class Containers extends AddressResolverGroup<InetSocketAddress> {
        @Override
        protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
            return new InetNameResolver(executor) {
                @Override
                protected void doResolve(String name, Promise<InetAddress> promise) {
                    if (name.startsWith("langfuse_")) {
                        promise.setSuccess(InetAddress.getLoopbackAddress());
                    } else {
                        promise.setFailure(new UnknownHostException(name));
                    }
                }

                @Override
                protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
                    promise.setSuccess(List.of(InetAddress.getLoopbackAddress()));
                }
            }.asAddressResolver();
        }
    }
}
