package dev.vitrine.reactor.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import dev.vitrine.reactor.http.HttpRuntime;
import dev.vitrine.reactor.http.HttpSettings;
import dev.vitrine.reactor.http.SignedUrl;
import dev.vitrine.reactor.http.StorageAnswer;
import dev.vitrine.reactor.http.StorageException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.junit.S3ProxyExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Transfers to a store that verifies signatures, expiry and checksums. */
class S3ProxyIT {
    private static final Duration WAIT = Duration.ofSeconds(30);
    // refusals of larger bodies arrive as a closed connection now and then
    private static final byte[] SMALL = random(100);
    private static final byte[] LARGE = random(3_000_000);

    @RegisterExtension
    final S3ProxyExtension s3 = S3ProxyExtension.builder()
            .withCredentials(AuthenticationType.AWS_V4, "access", "secret")
            .build();

    private final HttpRuntime http = HttpRuntime.create(
            HttpSettings.builder("http://127.0.0.1:9").basicAuth("pk", "sk").build());

    @BeforeEach
    void createBucket() {
        try (S3Client client = S3Client.builder()
                .endpointOverride(s3.getUri())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials())
                .serviceConfiguration(paths())
                .build()) {
            client.createBucket(bucket -> bucket.bucket("media"));
        }
    }

    @AfterEach
    void close() {
        http.disposeLater().block(WAIT);
    }

    @Test
    void send_asSigned_isStored_andFetchedAgain() {
        for (byte[] content : new byte[][] {SMALL, LARGE}) {
            assertThat(put(signedPut("a b/ü+%41.png", content), headers(content), content))
                    .isEqualTo(new StorageAnswer(200, ""));
            assertThat(get(signedGet("a b/ü+%41.png"))).isEqualTo(content);
        }
    }

    @Test
    void send_notAsSigned_isRefused() {
        SignedUrl url = signedPut("refused.png", SMALL);
        Map<String, String> otherType = headers(SMALL);
        otherType.put("Content-Type", "image/png; charset=utf-8");
        Map<String, String> noChecksum = headers(SMALL);
        noChecksum.remove("x-amz-checksum-sha256");
        Map<String, String> otherChecksum = headers(SMALL);
        otherChecksum.put(
                "x-amz-checksum-sha256",
                ContentDigest.ofContent(ByteBuffer.wrap(LARGE)).sha256Base64());
        byte[] otherBytes = SMALL.clone();
        otherBytes[0] ^= 1;

        assertThat(put(url, otherType, SMALL).status()).isEqualTo(403);
        assertThat(put(url, noChecksum, SMALL).status()).isEqualTo(403);
        assertThat(put(url, otherChecksum, SMALL).status()).isEqualTo(403);
        assertThat(put(url, headers(SMALL), random(101)).status()).isEqualTo(403);
        assertThat(put(
                                SignedUrl.of(url.reveal()
                                        .toString()
                                        .replaceAll("X-Amz-Signature=....", "X-Amz-Signature=0000")),
                                headers(SMALL),
                                SMALL)
                        .status())
                .isEqualTo(403);
        StorageAnswer badDigest = put(url, headers(SMALL), otherBytes);
        assertThat(badDigest.status()).isEqualTo(400);
        assertThat(badDigest.excerpt()).contains("BadDigest");
        assertThat(put(url, headers(SMALL), SMALL).status()).isEqualTo(200);
    }

    @Test
    void sendAndGet_expired_areRefused() {
        StorageAnswer refused = put(expired("PUT", "late.png"), headers(SMALL), SMALL);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.excerpt()).contains("expired").doesNotContain("Signature=");
        StepVerifier.create(http.storage().get(expired("GET", "late.png"), WAIT))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                StorageException.class,
                                e -> assertThat(e.status()).isEqualTo(403)));
    }

    @Test
    void store_expiredTicket_isReplacedOnce() {
        BlobPipeline pipeline = BlobPipeline.create(http.storage(), TransferSettings.defaults());
        AtomicInteger requests = new AtomicInteger();
        AtomicInteger confirmed = new AtomicInteger();
        BlobStore store = new BlobStore() {
            @Override
            public Mono<Admission> request(BlobInfo blob) {
                SignedUrl url = requests.getAndIncrement() == 0 ? expired("PUT", "b.png") : signedPut("b.png", SMALL);
                return Mono.just(new Admission.Ticket("id", "PUT", url, headers(SMALL)));
            }

            @Override
            public Mono<Void> confirm(BlobInfo blob, Admission.Ticket ticket, TransferOutcome outcome) {
                return Mono.fromRunnable(() -> confirmed.set(outcome.status()));
            }
        };

        StepVerifier.create(pipeline.prepare(ContentSource.ofBytes(SMALL), ContentType.IMAGE_PNG, null)
                        .flatMap(blob -> pipeline.store(blob, store)))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(requests).hasValue(2);
        assertThat(confirmed).hasValue(200);
        assertThat(get(signedGet("b.png"))).isEqualTo(SMALL);
    }

    private StorageAnswer put(SignedUrl url, Map<String, String> headers, byte[] content) {
        Flux<ByteBuffer> body = Flux.range(0, (content.length + 65_535) / 65_536)
                .map(i -> ByteBuffer.wrap(content, i * 65_536, Math.min(65_536, content.length - i * 65_536)));
        return Objects.requireNonNull(
                http.storage().send("PUT", url, headers, content.length, body).block(WAIT));
    }

    private byte[] get(SignedUrl url) {
        return Objects.requireNonNull(http.storage()
                .get(url, WAIT)
                .collect(java.io.ByteArrayOutputStream::new, (all, piece) -> all.writeBytes(piece.array()))
                .map(java.io.ByteArrayOutputStream::toByteArray)
                .block(WAIT));
    }

    private static Map<String, String> headers(byte[] content) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "image/png");
        headers.put(
                "x-amz-checksum-sha256",
                ContentDigest.ofContent(ByteBuffer.wrap(content)).sha256Base64());
        return headers;
    }

    private SignedUrl signedPut(String key, byte[] content) {
        try (S3Presigner presigner = presigner()) {
            return SignedUrl.of(presigner
                    .presignPutObject(put -> put.signatureDuration(Duration.ofMinutes(1))
                            .putObjectRequest(request -> request.bucket("media")
                                    .key(key)
                                    .contentType("image/png")
                                    .contentLength((long) content.length)
                                    .checksumSHA256(ContentDigest.ofContent(ByteBuffer.wrap(content))
                                            .sha256Base64())))
                    .url()
                    .toString());
        }
    }

    private SignedUrl signedGet(String key) {
        try (S3Presigner presigner = presigner()) {
            return SignedUrl.of(presigner
                    .presignGetObject(get -> get.signatureDuration(Duration.ofMinutes(1))
                            .getObjectRequest(request -> request.bucket("media").key(key)))
                    .url()
                    .toString());
        }
    }

    /** Correctly signed, ten minutes ago, for one minute. */
    private SignedUrl expired(String method, String key) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .uri(s3.getUri())
                .encodedPath("/media/" + key);
        if (method.equals("PUT")) {
            headers(SMALL).forEach(request::putHeader);
            request.putHeader("content-length", Integer.toString(SMALL.length));
        }
        AwsCredentials identity = credentials().resolveCredentials();
        return SignedUrl.of(AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(identity)
                        .request(request.build())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(1))
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(
                                HttpSigner.SIGNING_CLOCK,
                                Clock.fixed(Instant.now().minusSeconds(600), ZoneOffset.UTC)))
                .request()
                .getUri()
                .toString());
    }

    private S3Presigner presigner() {
        return S3Presigner.builder()
                .endpointOverride(s3.getUri())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials())
                .serviceConfiguration(paths())
                .build();
    }

    private StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(s3.getAccessKey(), s3.getSecretKey()));
    }

    private static S3Configuration paths() {
        return S3Configuration.builder().pathStyleAccessEnabled(true).build();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
