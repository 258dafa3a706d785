package dev.vitrine.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vitrine.reactor.http.ApiRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LangfuseClientBuilderTests {
    private static final String SECRET = "sk-lf-very-secret";
    private final Map<String, String> variables = new HashMap<>();

    @AfterEach
    void clearProperties() {
        System.getProperties().keySet().removeIf(name -> name.toString().startsWith("langfuse."));
    }

    @Test
    void resolve_baseUrl_followsTheChain() {
        assertThat(resolve(builder()).baseUrl()).isEqualTo("https://cloud.langfuse.com");
        variables.put("LANGFUSE_HOST", "https://host.example");
        assertThat(resolve(builder()).baseUrl()).isEqualTo("https://host.example");
        variables.put("LANGFUSE_BASE_URL", "https://base.example");
        assertThat(resolve(builder()).baseUrl()).isEqualTo("https://base.example");
        System.setProperty("langfuse.base-url", "https://property.example");
        assertThat(resolve(builder()).baseUrl()).isEqualTo("https://property.example");
        assertThat(resolve(builder().baseUrl(URI.create("https://given.example")))
                        .baseUrl())
                .isEqualTo("https://given.example");
    }

    @Test
    void resolve_keys_builderThenPropertyThenVariable() {
        variables.put("LANGFUSE_PUBLIC_KEY", "pk-variable");
        variables.put("LANGFUSE_SECRET_KEY", "sk-variable");
        System.setProperty("langfuse.secret-key", "sk-property");

        ClientSettings settings = resolve(builder().publicKey("pk-given"));

        assertThat(settings.publicKey()).isEqualTo("pk-given");
        assertThat(settings.secretKey()).isEqualTo("sk-property");
    }

    @Test
    void resolve_timeout_givenThenVariableThenFiveSeconds() {
        assertThat(resolve(builder()).apiTimeouts().response()).isEqualTo(Duration.ofSeconds(5));
        assertThat(resolve(builder()).transferTimeouts().response()).isEqualTo(Duration.ofSeconds(30));
        variables.put("LANGFUSE_TIMEOUT", "9");
        assertThat(resolve(builder()).apiTimeouts().response()).isEqualTo(Duration.ofSeconds(9));
        assertThat(resolve(builder().timeout(Duration.ofMillis(1500)))
                        .apiTimeouts()
                        .response())
                .isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void resolve_uploadSwitch_givenThenVariable() {
        assertThat(resolve(builder()).mediaUploadEnabled()).isTrue();
        variables.put("LANGFUSE_MEDIA_UPLOAD_ENABLED", "0");
        assertThat(resolve(builder()).mediaUploadEnabled()).isFalse();
        assertThat(resolve(builder().mediaUploadEnabled(true)).mediaUploadEnabled())
                .isTrue();
    }

    @Test
    void resolve_uploadsAtATime_givenThenVariableThenDefault() {
        assertThat(resolve(builder()).limits().concurrentUploads()).isEqualTo(32);
        variables.put("LANGFUSE_MEDIA_UPLOAD_THREAD_COUNT", "4");
        assertThat(resolve(builder()).limits().concurrentUploads()).isEqualTo(4);
        assertThat(resolve(builder().maxConcurrentUploads(2)).limits().concurrentUploads())
                .isEqualTo(2);
        variables.put("LANGFUSE_MEDIA_UPLOAD_THREAD_COUNT", "0");
        assertThat(resolve(builder()).limits().concurrentUploads()).isEqualTo(1);
        variables.put("LANGFUSE_MEDIA_UPLOAD_THREAD_COUNT", "many");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resolve(builder()))
                .withMessageContaining("LANGFUSE_MEDIA_UPLOAD_THREAD_COUNT");
    }

    @Test
    void build_badVariable_namesIt() {
        variables.put("LANGFUSE_TIMEOUT", "soon");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().build())
                .withMessageContaining("LANGFUSE_TIMEOUT");
    }

    @Test
    void setters_outOfRange_nameTheParameter() {
        rejects("timeout", builder -> builder.timeout(Duration.ZERO));
        rejects("connectTimeout", builder -> builder.connectTimeout(Duration.ofSeconds(-1)));
        rejects("pendingAcquireTimeout", builder -> builder.pendingAcquireTimeout(Duration.ZERO));
        rejects("responseTimeout", builder -> builder.responseTimeout(Duration.ZERO));
        rejects("callTimeout", builder -> builder.callTimeout(Duration.ZERO));
        rejects("shutdownTimeout", builder -> builder.shutdownTimeout(Duration.ZERO));
        rejects("maxRetries", builder -> builder.maxRetries(-1));
        rejects("maxConcurrentUploads", builder -> builder.maxConcurrentUploads(0));
        rejects("maxConcurrentDownloads", builder -> builder.maxConcurrentDownloads(0));
        rejects("maxConcurrentApiCalls", builder -> builder.maxConcurrentApiCalls(0));
        rejects("maxInFlightBytes", builder -> builder.maxInFlightBytes(0));
        rejects("maxBytesInMemory", builder -> builder.maxBytesInMemory(0));
        rejects("maxContentBytes", builder -> builder.maxContentBytes(0));
        rejects("maxHeapBytes", builder -> builder.traceMedia(media -> media.maxHeapBytes(0)));
        rejects("spoolAfterBytes", builder -> builder.traceMedia(media -> media.spoolAfterBytes(-1)));
        rejects("maxSpoolBytes", builder -> builder.traceMedia(media -> media.maxSpoolBytes(-1)));
        rejects("deadline", builder -> builder.traceMedia(media -> media.deadline(Duration.ZERO)));
        rejects("maxDepth", builder -> builder.traceMedia(media -> media.maxDepth(0)));
        rejects("maxNodes", builder -> builder.traceMedia(media -> media.maxNodes(0)));
        rejects("publicKey", builder -> builder.publicKey(" "));
        rejects("baseUrl", builder -> builder.baseUrl("not a url").build());
    }

    @Test
    void toString_anything_showsNoSecret() {
        LangfuseClientBuilder builder =
                builder().publicKey("pk").secretKey(SECRET).header("X-Api-Key", "header-secret");
        LangfuseClient client = builder.build();

        assertThat(builder.toString() + client + resolve(builder) + client.api() + client.datasets() + client.media())
                .doesNotContain(SECRET)
                .doesNotContain("header-secret");
        client.close();
    }

    @Test
    void build_ownHeaders_winOverDefaultOnes() throws IOException, InterruptedException {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder().body("{}").build());
            LangfuseClient client = builder()
                    .publicKey("pk-lf-1")
                    .secretKey(SECRET)
                    .baseUrl(server.url("/sub/").toString())
                    .header("x-langfuse-sdk-name", "mine")
                    .header("X-Tenant", "7")
                    .build();

            client.api().exchange(ApiRequest.get("/api/public/health").build()).block(Duration.ofSeconds(5));

            RecordedRequest request = server.takeRequest();
            assertThat(request.getUrl().encodedPath()).isEqualTo("/sub/api/public/health");
            assertThat(request.getHeaders().values("X-Langfuse-Sdk-Name")).containsExactly("mine");
            assertThat(request.getHeaders().get("X-Tenant")).isEqualTo("7");
            assertThat(request.getHeaders().get("X-Langfuse-Public-Key")).isEqualTo("pk-lf-1");
            assertThat(request.getHeaders().get("Authorization"))
                    .isEqualTo("Basic cGstbGYtMTpzay1sZi12ZXJ5LXNlY3JldA==");
            client.disposeLater().block(Duration.ofSeconds(5));
        }
    }

    @Test
    void httpClient_customizer_isUsed() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder().body("{}").build());
            LangfuseClient client = builder()
                    .publicKey("pk")
                    .secretKey(SECRET)
                    .baseUrl(server.url("/").toString())
                    .httpClient(http -> http.doOnRequest((request, connection) -> requests.incrementAndGet()))
                    .build();

            client.api().exchange(ApiRequest.get("/api/public/health").build()).block(Duration.ofSeconds(5));

            assertThat(requests).hasValue(1);
            client.disposeLater().block(Duration.ofSeconds(5));
        }
    }

    private void rejects(String parameter, Consumer<LangfuseClientBuilder> setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setting.accept(builder()))
                .withMessageContaining(parameter);
    }

    private LangfuseClientBuilder builder() {
        return LangfuseClient.builder().environmentVariables(variables::get);
    }

    private ClientSettings resolve(LangfuseClientBuilder builder) {
        return builder.resolve(new Environment(variables::get));
    }
}
