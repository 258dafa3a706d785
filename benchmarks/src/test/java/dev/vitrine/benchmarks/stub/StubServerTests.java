package dev.vitrine.benchmarks.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StubServerTests {
    private static final String HASH = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";
    private final StubServer stub = StubServer.start(2);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void upload_wholeHandshake_isAnsweredAndCounted() throws Exception {
        JsonNode registered =
                json(call("POST", "/api/public/media", "{\"field\":\"input\", \"sha256Hash\" : \"" + HASH + "\"}"));
        assertThat(registered.path("mediaId").textValue()).isEqualTo("LPJNul-wow4m6Dsqxbninh");

        URI url = URI.create(registered.path("uploadUrl").textValue());
        HttpRequest put = HttpRequest.newBuilder(url)
                .expectContinue(true)
                .PUT(BodyPublishers.ofByteArray(new byte[3_000_000]))
                .build();
        assertThat(http.send(put, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        call("PATCH", "/api/public/media/LPJNul-wow4m6Dsqxbninh", "{\"uploadHttpStatus\":200}");
        JsonNode item = json(call("POST", "/api/public/dataset-items", "{\"datasetName\":\"bench\"}"));

        assertThat(item.path("datasetName").textValue()).isEqualTo("bench");
        Counts counts = stub.counts();
        assertThat(counts.registrations()).isEqualTo(1);
        assertThat(counts.puts()).isEqualTo(1);
        assertThat(counts.putBytes()).isEqualTo(3_000_000);
        assertThat(counts.confirmations()).isEqualTo(1);
        assertThat(counts.items()).isEqualTo(1);
        assertThat(counts.unknown()).isZero();
        assertThat(counts.mostInFlight()).isEqualTo(1);
        assertThat(Counts.parse(counts.line())).isEqualTo(counts);
    }

    @Test
    void pages_ofADataset_areThoseOfItsContent() throws Exception {
        assertThat(call("GET", "/api/public/dataset-items?datasetName=bench&page=2&limit=50", "")
                        .body())
                .isEqualTo(new String(new DatasetPages(2).page(2), StandardCharsets.UTF_8));
        JsonNode beyond = json(call("GET", "/api/public/dataset-items?page=3", ""));

        assertThat(beyond.path("data").size()).isZero();
        assertThat(beyond.path("meta").path("totalItems").asInt()).isEqualTo(100);
        assertThat(json(call("GET", "/api/public/v2/datasets/bench", ""))
                        .path("id")
                        .textValue())
                .isEqualTo("cmbenchdataset0001");
        assertThat(stub.counts().pages()).isEqualTo(2);
    }

    @Test
    void reset_forgetsWhatWasCounted() throws Exception {
        assertThat(call("GET", "/nothing", "").statusCode()).isEqualTo(404);
        assertThat(stub.counts().unknown()).isEqualTo(1);

        stub.reset(1);

        assertThat(call("GET", "/api/public/projects", "").statusCode()).isEqualTo(200);
        assertThat(stub.counts().unknown()).isZero();
    }

    @Test
    void registration_withoutHash_isUnknown() throws Exception {
        assertThat(call("POST", "/api/public/media", "{}").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> call(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(stub.url().resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return new ObjectMapper().readTree(response.body());
    }
}
