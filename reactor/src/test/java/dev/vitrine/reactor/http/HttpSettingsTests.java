package dev.vitrine.reactor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTests {

    @Test
    void baseUrl_trailingSlashes_areGone() {
        assertThat(HttpSettings.builder(" https://host:8443/langfuse// ")
                        .build()
                        .baseUrl())
                .hasToString("https://host:8443/langfuse");
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(
            strings = {
                "",
                "host",
                "localhost:3000",
                "ftp://host",
                "https://u:secret@host",
                "https://host?secret=1",
                "https://a b"
            })
    void baseUrl_notUsable_isRefusedWithoutRepeatingIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpSettings.builder(url))
                .withMessageContaining("baseUrl")
                .withMessageNotContaining("secret=")
                .withMessageNotContaining("u:secret");
    }

    @Test
    void toString_credentials_areNotIn() {
        assertThat(HttpSettings.builder("https://host").basicAuth("pk", "sk-x").build())
                .hasToString("HttpSettings[https://host]");
    }

    @Test
    void pathValues_thatWouldVanish_areRefused() {
        for (String name : new String[] {"", ".", ".."}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BaseUrls.resolve(
                            BaseUrls.parse("http://h"),
                            ApiRequest.get("/a/{name}").path("name", name).build()))
                    .withMessageContaining("name");
        }
    }

    @Test
    void values_withHalfASurrogatePair_areRefusedInsteadOfMeaningAnother() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BaseUrls.resolve(
                        BaseUrls.parse("http://h"),
                        ApiRequest.get("/a/{name}").path("name", "x\uD83D").build()))
                .withMessageContaining("name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BaseUrls.resolve(
                        BaseUrls.parse("http://h"),
                        ApiRequest.get("/a").query("name", "\uDE00x").build()))
                .withMessageContaining("name");
    }

    @Test
    void bounds_notPositive_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpSettings.builder("http://h").maxConcurrentApiCalls(0));
        assertThatIllegalArgumentException().isThrownBy(() -> HttpTimeouts.DEFAULTS.withCall(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> RetryPolicy.DEFAULTS.withMaxRetries(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> RetryPolicy.DEFAULTS.withJitter(Double.NaN));
    }

    @Test
    void backoff_doublesWithinItsBounds() {
        RetryPolicy policy = RetryPolicy.DEFAULTS.withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(5));

        assertThat(IntStream.range(0, 4).mapToObj(policy.withJitter(0)::backoff))
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(5));
        assertThat(policy.withJitter(0).backoff(Long.MAX_VALUE)).isEqualTo(Duration.ofSeconds(5));
        assertThat(IntStream.range(0, 1000).mapToObj(i -> policy.withJitter(0.5).backoff(1)))
                .allMatch(pause -> pause.toMillis() >= 1000 && pause.toMillis() <= 3000);
    }
}
