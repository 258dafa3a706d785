package dev.vitrine.benchmarks.peers;

import dev.vitrine.benchmarks.contest.Contestant;
import dev.vitrine.benchmarks.contest.Outcome;
import dev.vitrine.benchmarks.contest.Pictures;
import dev.vitrine.benchmarks.contest.Scene;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The AWS SDK's asynchronous S3 client on Netty: one request per media, with keys of its own in place of signed URLs. */
public final class AwsPutContestant implements Contestant {
    private static final int MEDIA_AT_A_TIME = 32;
    private static final int FILES_AT_A_TIME = 8;

    private final S3AsyncClient client;

    public AwsPutContestant(String variant, Scene scene) {
        client = S3AsyncClient.builder()
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().maxConcurrency(MEDIA_AT_A_TIME))
                .endpointOverride(scene.platform())
                .forcePathStyle(true)
                .region(Region.EU_CENTRAL_1)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAEXAMPLE", "secret")))
                .build();
    }

    @Override
    public Outcome createItems(Scene scene) throws Exception {
        byte[][] pictures = Pictures.of(scene);
        return puts(
                pictures.length,
                MEDIA_AT_A_TIME,
                "image/png",
                // the media's own client does not copy either
                i -> AsyncRequestBody.fromBytesUnsafe(pictures[i]));
    }

    @Override
    public Outcome uploadFiles(Scene scene) throws Exception {
        return puts(
                scene.sizes().files(), FILES_AT_A_TIME, "video/mp4", i -> AsyncRequestBody.fromFile(scene.file(i)));
    }

    private Outcome puts(int count, int atATime, String type, IntFunction<AsyncRequestBody> body) throws Exception {
        Semaphore free = new Semaphore(atATime);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        for (int i = 0; i < count; i++) {
            free.acquire();
            PutObjectRequest request = PutObjectRequest.builder()
                    .bucket("bucket")
                    .key("cmproject/" + i + ".bin")
                    .contentType(type)
                    .build();
            CompletableFuture<?> sent = client.putObject(request, body.apply(i));
            sent.whenComplete((answer, error) -> {
                if (error != null) {
                    failure.compareAndSet(null, error);
                }
                free.release();
            });
        }
        free.acquire(atATime);
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException(failed);
        }
        return Outcome.of(count);
    }

    @Override
    public void close() {
        client.close();
    }
}
