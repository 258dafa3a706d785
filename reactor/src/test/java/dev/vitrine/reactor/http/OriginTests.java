package dev.vitrine.reactor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTests {

    @ParameterizedTest
    @CsvSource({
        "http://langfuse_minio:9000/bucket/key?X-Amz-Signature=s, http, langfuse_minio, 9000",
        "HTTP://Langfuse_Web, http, langfuse_web, 80",
        "https://a_b./x, https, a_b., 443",
        "http://minio_1:/x, http, minio_1, 80",
        "http://store.example1/x, http, store.example1, 80",
        "http://Host:8080/x, http, host, 8080",
        "http://[::1]:3000/x, http, [::1], 3000"
    })
    void url_withAHost_hasAnOrigin(String url, String scheme, String host, int port) {
        assertThat(Origin.of(URI.create(url))).isEqualTo(new Origin(scheme, host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http:///x",
                "http:x",
                "ftp://host/x",
                "//a_b/x",
                "http://u@host/x",
                "http://u:p@a_b/x",
                "http://a_b@host_c:80/x",
                "http://a_b:65536/x",
                "http://a_b:99999999999/x",
                "http://a_b:0/x",
                "http://host:0/x",
                "http://host:70000/x",
                "http://a_b:80:80/x",
                "http://a_b,c_d/x",
                "http://a_b%2fc/x",
                "http://a_b:x/x"
            })
    void url_unclear_hasNone(String url) {
        assertThat(Origin.of(URI.create(url))).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedUrl.of(url + "?sig=secret"))
                .withMessageNotContaining("secret");
        assertThatIllegalArgumentException().isThrownBy(() -> HttpSettings.builder(url));
    }

    @Test
    void signedUrl_textForm_hasNoQuery() {
        SignedUrl url = SignedUrl.of("http://langfuse_minio:9000/bucket/k%20ey?sig=secret#f");

        assertThat(url).hasToString("http://langfuse_minio:9000/bucket/k%20ey");
        assertThat(url.host()).isEqualTo("langfuse_minio");
    }

    @Test
    void sameOrigin_comparesNamesWithUnderscores() {
        assertThat(BaseUrls.sameOrigin(URI.create("http://a_b/x"), URI.create("HTTP://A_B:80/y")))
                .isTrue();
        assertThat(BaseUrls.sameOrigin(URI.create("http://a_b/x"), URI.create("http://a_c/x")))
                .isFalse();
    }
}
