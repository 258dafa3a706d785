package dev.vitrine.embedded.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.PlatformTest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each request that a real store refuses is refused here with the same status. */
class ObjectAccessTests extends PlatformTest {
    private static final byte[] CONTENT = bytes("twenty bytes of data");
    private static final byte[] OTHER = bytes("twenty other bytes..");
    private static final String CHECKSUM = "x-amz-checksum-sha256";

    private String url() {
        return uploadUrl(CONTENT, PNG);
    }

    private static HttpRequest.Builder bare(String url) {
        return HttpRequest.newBuilder(URI.create(url)).PUT(HttpRequest.BodyPublishers.ofByteArray(CONTENT));
    }

    private void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text())
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code>");
        assertThat(answer.header("content-type")).isEqualTo("application/xml");
        assertThat(answer.text()).doesNotContain("X-Amz-Signature=");
        assertThat(platform().storage().objectCount()).isZero();
        assertThat(platform().storage().fileCount().block(PATIENCE)).isZero();
    }

    @Test
    void put_asSigned_is200_andEmpty_otherHeadersAreFine() {
        Answer answer = Api.send(Api.putRequest(url(), PNG, CONTENT, CONTENT)
                .header("x-ms-blob-type", "BlockBlob")
                .header("User-Agent", "somebody"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEmpty();
        assertThat(platform().storage().objectCount()).isEqualTo(1);
        assertThat(platform().storage().storedBytes()).isEqualTo(CONTENT.length);
    }

    @Test
    void put_again_replacesTheObject_andKeepsOneFile() {
        String url = url();
        assertThat(Api.put(url, PNG, CONTENT).status()).isEqualTo(200);
        assertThat(Api.put(url, PNG, CONTENT).status()).isEqualTo(200);
        assertThat(platform().storage().objectCount()).isEqualTo(1);
        assertThat(platform().storage().fileCount().block(PATIENCE)).isEqualTo(1);
    }

    @ParameterizedTest(name = "Content-Type {0}")
    @CsvSource({"image/jpeg", "image/png; charset=utf-8", "IMAGE/PNG"})
    void put_anotherContentType_is403(String contentType) {
        assertRefused(Api.put(url(), contentType, CONTENT), 403, "SignatureDoesNotMatch");
    }

    @Test
    void put_withoutContentType_is403() {
        assertRefused(Api.send(bare(url()).header(CHECKSUM, Api.sha256(CONTENT))), 403, "SignatureDoesNotMatch");
    }

    @Test
    void put_withoutChecksum_is403() {
        assertRefused(Api.send(bare(url()).header("Content-Type", PNG)), 403, "SignatureDoesNotMatch");
    }

    @Test
    void put_anotherChecksum_is403() {
        assertRefused(Api.send(Api.putRequest(url(), PNG, OTHER, OTHER)), 403, "SignatureDoesNotMatch");
    }

    @Test
    void put_anotherLength_is403() {
        assertRefused(Api.send(Api.putRequest(url(), PNG, CONTENT, bytes("short"))), 403, "SignatureDoesNotMatch");
    }

    @Test
    void put_chunked_is403() {
        assertRefused(
                Api.send(HttpRequest.newBuilder(URI.create(url()))
                        .header("Content-Type", PNG)
                        .header(CHECKSUM, Api.sha256(CONTENT))
                        .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(CONTENT)))),
                403,
                "SignatureDoesNotMatch");
    }

    @Test
    void put_otherBytesOfTheSameLength_is400() {
        assertRefused(Api.send(Api.putRequest(url(), PNG, CONTENT, OTHER)), 400, "BadDigest");
    }

    @Test
    void put_expired_is403_exactlyAtTheEnd() {
        String url = url();
        clock.advance(Duration.ofSeconds(3599));
        assertThat(Api.send(Api.putRequest(url, PNG, CONTENT, OTHER)).status()).isEqualTo(400);
        clock.advance(Duration.ofSeconds(1));
        Answer expired = Api.put(url, PNG, CONTENT);
        assertRefused(expired, 403, "AccessDenied");
        assertThat(expired.text()).contains("<Message>Request has expired</Message>");
    }

    @Test
    void put_expiryStretched_is403() {
        assertRefused(
                Api.put(url().replace("X-Amz-Expires=3600", "X-Amz-Expires=7200"), PNG, CONTENT),
                403,
                "SignatureDoesNotMatch");
    }

    @Test
    void put_anotherKey_orBucket_is403() {
        assertRefused(Api.put(url().replace(".png?", ".jpg?"), PNG, CONTENT), 403, "SignatureDoesNotMatch");
        assertRefused(
                Api.put(url().replace("/langfuse-media/", "/other/"), PNG, CONTENT), 403, "SignatureDoesNotMatch");
    }

    @Test
    void put_wrongSignature_orNone_is403() {
        String url = url();
        int at = url.indexOf("X-Amz-Signature=");
        assertRefused(
                Api.put(url.substring(0, at) + "X-Amz-Signature=" + "0".repeat(64), PNG, CONTENT),
                403,
                "SignatureDoesNotMatch");
        assertRefused(Api.put(url.substring(0, at - 1), PNG, CONTENT), 403, "AccessDenied");
    }

    @Test
    void put_withAuthorization_is400() {
        assertRefused(
                Api.send(Api.putRequest(url(), PNG, CONTENT, CONTENT).header("Authorization", "Basic abc")),
                400,
                "InvalidArgument");
    }

    @Test
    void put_unsignedAmazonHeader_is403() {
        Answer answer = Api.send(Api.putRequest(url(), PNG, CONTENT, CONTENT).header("x-amz-meta-x", "1"));
        assertRefused(answer, 403, "AccessDenied");
        assertThat(answer.text()).contains("<HeadersNotSigned>x-amz-meta-x</HeadersNotSigned>");
    }

    @Test
    void get_onAPutUrl_andPutOnAGetUrl_are403() {
        assertRefused(Api.fetch(url()), 403, "SignatureDoesNotMatch");
        uploaded(OTHER);
        String download = media(OTHER).json().get("url").asText();
        Answer put = Api.put(download, PNG, OTHER);
        assertThat(put.status()).isEqualTo(403);
    }

    @Test
    void get_lostObject_is404() {
        uploaded(CONTENT);
        String url = media(CONTENT).json().get("url").asText();
        String key = "embedded-project/" + Api.mediaId(CONTENT) + ".png";
        assertThat(platform().storage().loseObject(key).block(PATIENCE)).isTrue();
        assertThat(platform().storage().loseObject(key).block(PATIENCE)).isFalse();
        assertRefused(Api.fetch(url), 404, "NoSuchKey");
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-5|206|twenty|bytes 0-5/20",
                "bytes=16-|206|data|bytes 16-19/20",
                "bytes=-4|206|data|bytes 16-19/20",
                "bytes=7-99|206|bytes of data|bytes 7-19/20",
                "lines=1-2|200|twenty bytes of data|''"
            })
    void get_range_isPartial(String range, int status, String text, String contentRange) {
        uploaded(CONTENT);
        Answer answer = Api.send(HttpRequest.newBuilder(
                        URI.create(media(CONTENT).json().get("url").asText()))
                .header("Range", range)
                .GET());
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).isEqualTo(text);
        assertThat(answer.header("content-range")).isEqualTo(contentRange);
    }

    @Test
    void get_rangeBeyondTheEnd_is416() {
        uploaded(CONTENT);
        Answer answer = Api.send(HttpRequest.newBuilder(
                        URI.create(media(CONTENT).json().get("url").asText()))
                .header("Range", "bytes=20-")
                .GET());
        assertThat(answer.status()).isEqualTo(416);
    }
}
