package dev.vitrine.reactor.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiErrorsTests {
    private static final ApiRequest REQUEST =
            ApiRequest.post("/api/public/media").build();
    private final ApiErrors errors = new ApiErrors(
            HttpSettings.builder("https://host").basicAuth("pk", "sk-lf-secret").build());

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "400, BadRequest",
        "401, Unauthorized",
        "403, Forbidden",
        "404, NotFound",
        "409, Conflict",
        "413, PayloadTooLarge",
        "429, RateLimited",
        "500, ServerError",
        "503, ServerError",
        "405, ApiException",
        "422, ApiException"
    })
    void ofStatus_status_isItsType(int status, String type) {
        ApiException failure = of(status, "{\"message\":\"m\"}");

        assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.endpoint()).isEqualTo("POST /api/public/media");
    }

    @Test
    void ofStatus_serversOwnWordsForTooLarge_arePayloadTooLarge() {
        assertThat(
                        of(
                                400,
                                "{\"message\":\"File size must be less than 1000000000 bytes\",\"error\":\"InvalidRequestError\"}"))
                .isInstanceOf(ApiException.PayloadTooLarge.class);
        assertThat(of(422, "{\"message\":\"too much\",\"error\":\"PayloadTooLargeError\"}"))
                .isInstanceOf(ApiException.PayloadTooLarge.class);
        assertThat(of(413, "Body exceeded 4.5mb limit"))
                .isInstanceOf(ApiException.PayloadTooLarge.class)
                .hasMessageContaining("Body exceeded 4.5mb limit");
    }

    @Test
    void ofStatus_issues_areNamedWithTheirPath() {
        assertThat(of(400, """
                        {"message":"Invalid request data","error":[
                          {"code":"too_small","path":["items",0,"name"],"message":"Required","params":{"x":[1,{}]}},
                          {"code":"invalid_union","errors":[[{"path":[],"message":"inner"}]],"path":[],"message":"Pick one"},
                          {"message":"3"},{"message":"4"}]}"""))
                .hasMessageContaining("Invalid request data: items.0.name: Required; Pick one; 3")
                .hasMessageNotContaining("inner")
                .hasMessageNotContaining("; 4");
    }

    @Test
    void ofStatus_otherForms_areUnderstood() {
        assertThat(of(400, "{\"message\":\"Invalid request data\",\"errors\":[\"expected array\"]}"))
                .hasMessageContaining("Invalid request data: expected array");
        assertThat(of(500, "{\"message\":\"Internal Server Error\",\"error\":\"An unknown error occurred\"}"))
                .hasMessageContaining("Internal Server Error: An unknown error occurred");
        assertThat(of(429, "{\"message\":\"Rate limit exceeded\",\"code\":\"rate_limited\",\"details\":{\"limit\":1}}")
                        .code())
                .contains("rate_limited");
        assertThat(of(400, "{\"error\":\"spans without ids\"}")).hasMessageContaining("spans without ids");
        assertThat(of(400, "{\"message\":null,\"error\":null}").code()).isEmpty();
        assertThat(of(400, "")).hasMessage("POST /api/public/media failed with 400");
    }

    @Test
    void ofStatus_bodyCutInTheMiddle_givesWhatIsThere() {
        assertThat(of(400, "{\"message\":\"Invalid\",\"error\":[{\"path\":[\"a\"],\"mess"))
                .hasMessageContaining("Invalid");
        assertThat(of(400, "{\"message\":\"Inval")).hasMessageContaining("{\"message\":\"Inval");
    }

    @Test
    void ofStatus_html_isOneLineOfText() {
        ApiException failure =
                of(404, "<!DOCTYPE html>\n<html><head><title>Not\n Found</title></head><body>  here</body></html>");

        assertThat(failure.bodyExcerpt()).isEqualTo("Not Found here");
        assertThat(failure.getMessage()).doesNotContain("\n", "<");
    }

    @Test
    void ofStatus_longBody_isCutAtTwoKibibytes() {
        ApiException failure = of(500, "ü".repeat(5000));

        assertThat(failure.bodyExcerpt().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(2048);
        assertThat(failure.bodyExcerpt()).endsWith("ü…");
    }

    @Test
    void ofStatus_secretsInTheBody_areHidden() {
        ApiException failure = of(
                400,
                "key sk-lf-secret, header Basic cGs6c2stbGYtc2VjcmV0, url https://s3/b/k?X-Amz-Signature=abc&x=1 end,"
                        + " X-Amz-Credential=AKIA");

        assertThat(failure.getMessage())
                .doesNotContain("sk-lf-secret", "cGs6", "abc", "AKIA")
                .contains("https://s3/b/k?<hidden> end");
        assertThat(failure.bodyExcerpt()).doesNotContain("sk-lf-secret", "cGs6", "abc", "AKIA");
    }

    @Test
    void ofStatus_requestId_isKept() {
        assertThat(errors.ofStatus(REQUEST, 500, new DefaultHttpHeaders().add("X-Request-Id", "r-1"), new byte[0])
                        .requestId())
                .contains("r-1");
    }

    @Test
    void ofStatus_retryAfter_isKept() {
        HttpHeaders headers = new DefaultHttpHeaders().add("Retry-After", "1.5");
        assertThat(errors.ofStatus(REQUEST, 429, headers, new byte[0]))
                .isInstanceOfSatisfying(
                        ApiException.RateLimited.class,
                        e -> assertThat(e.retryAfter()).contains(Duration.ofMillis(1500)));
        HttpHeaders nonsense = new DefaultHttpHeaders().add("Retry-After", "soon");
        assertThat(errors.ofStatus(REQUEST, 429, nonsense, new byte[0]))
                .isInstanceOfSatisfying(
                        ApiException.RateLimited.class,
                        e -> assertThat(e.retryAfter()).isEmpty());
    }

    private ApiException of(int status, String body) {
        return errors.ofStatus(REQUEST, status, new DefaultHttpHeaders(), body.getBytes(StandardCharsets.UTF_8));
    }
}
