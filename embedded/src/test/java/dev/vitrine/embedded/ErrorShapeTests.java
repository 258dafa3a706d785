package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.PlatformTest;
import java.net.http.HttpRequest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorShapeTests extends PlatformTest {
    private static final String HOST = " Confirm that you've configured the correct host.";

    static Stream<Arguments> refusedCredentials() {
        return Stream.of(
                Arguments.of(null, 401, "No authorization header"),
                Arguments.of("Digest abc", 401, "Invalid authorization header"),
                Arguments.of(Api.basic("pk-lf-embedded:wrong"), 401, "Invalid credentials." + HOST),
                Arguments.of(Api.basic("pk-lf-embedded"), 401, "Invalid credentials." + HOST),
                Arguments.of("Basic !!!", 401, "Invalid credentials." + HOST),
                Arguments.of("Bearer pk-unknown", 401, "Invalid public key." + HOST),
                Arguments.of(
                        "Bearer pk-lf-embedded", 403, "Access denied - insufficient permissions for this endpoint"));
    }

    @ParameterizedTest(name = "{0} is answered {1}")
    @MethodSource("refusedCredentials")
    void credentials_refused_messageOnly(@Nullable String authorization, int status, String message) {
        Answer answer = Api.raw(platform(), authorization).get("/api/public/v2/datasets");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).isEqualTo("{\"message\":\"" + message + "\"}");
    }

    @Test
    void credentials_secretDecides_restAfterSecondColonIsLost() {
        Api foreignPublicKey =
                Api.withKeys(platform(), "pk-of-somebody", platform().secretKey() + ":lost");
        assertThat(foreignPublicKey.get("/api/public/v2/datasets").status()).isEqualTo(200);
    }

    @Test
    void health_andReady_needNoKeys() {
        Api nobody = Api.raw(platform(), null);
        assertThat(nobody.get("/api/public/health").text()).isEqualTo("{\"status\":\"OK\",\"version\":\"4.16.0\"}");
        assertThat(nobody.get("/api/public/ready").status()).isEqualTo(200);
    }

    @Test
    void projects_hasExactlyTheProjectOfTheKey() {
        assertThat(api().get("/api/public/projects").text())
                .isEqualTo("{\"data\":[{\"id\":\"embedded-project\",\"name\":\"embedded-project\",\"organization\":"
                        + "{\"id\":\"embedded-organization\",\"name\":\"embedded\"},\"metadata\":{}}]}");
    }

    @Test
    void unknownRoute_isHtml() {
        Answer answer = Api.raw(platform(), null).get("/api/public/nothing");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.text()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void unknownMethod_is405() {
        Answer answer = api().delete("/api/public/v2/datasets");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.text()).isEqualTo("{\"message\":\"Method not allowed\",\"error\":\"MethodNotAllowedError\"}");
    }

    @Test
    void malformedJson_isPlainText_andComesBeforeTheKeys() {
        Answer answer = Api.raw(platform(), null).post("/api/public/dataset-items", "{\"datasetName\":");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo("Invalid JSON");
        assertThat(answer.header("content-type")).isEmpty();
        assertThat(api().post("/api/public/dataset-items", "{} {}").text()).isEqualTo("Invalid JSON");
    }

    @Test
    void badBody_withBadKeys_is401() {
        assertThat(Api.raw(platform(), null)
                        .post("/api/public/dataset-items", "{}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void bodyLimit_isInclusive_andAnsweredAsText() {
        dataset("d");
        String frame = "{\"datasetName\":\"d\",\"id\":\"big\",\"input\":\"%s\"}";
        int room = 4_718_592 - frame.length() + 2;
        assertThat(item(frame.formatted("x".repeat(room))).status()).isEqualTo(200);
        Answer refused = item(frame.formatted("x".repeat(room + 1)));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.text()).isEqualTo("Body exceeded 4.5mb limit");
        assertThat(refused.header("content-type")).isEmpty();
    }

    @Test
    void bodyLimit_ofOtherRoutes_isOneMebibyte() {
        Answer refused = api().post("/api/public/v2/datasets", "{\"name\":\"" + "x".repeat(1_048_576) + "\"}");
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.text()).isEqualTo("Body exceeded 1mb limit");
    }

    @Test
    void bodyOfAnotherType_isNoObject() {
        Answer answer = Api.send(api().request("/api/public/dataset-items")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"datasetName\":\"d\"}")));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .isEqualTo("{\"message\":\"Invalid request data\",\"error\":[{\"expected\":\"object\","
                        + "\"code\":\"invalid_type\",\"path\":[],"
                        + "\"message\":\"Invalid input: expected object, received string\"}]}");
    }

    @Test
    void missingField_isAnIssueList() {
        assertThat(item("{\"id\":7}").text())
                .isEqualTo("{\"message\":\"Invalid request data\",\"error\":["
                        + "{\"expected\":\"string\",\"code\":\"invalid_type\",\"path\":[\"datasetName\"],"
                        + "\"message\":\"Invalid input: expected string, received undefined\"},"
                        + "{\"expected\":\"string\",\"code\":\"invalid_type\",\"path\":[\"id\"],"
                        + "\"message\":\"Invalid input: expected string, received number\"}]}");
    }
}
