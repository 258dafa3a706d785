package dev.vitrine.benchmarks.peers;

import com.langfuse.client.LangfuseClient;
import com.langfuse.client.LangfuseClientBuilder;
import com.langfuse.client.resources.commons.types.DatasetItem;
import com.langfuse.client.resources.datasetitems.requests.GetDatasetItemsRequest;
import com.langfuse.client.resources.datasetitems.types.CreateDatasetItemRequest;
import com.langfuse.client.resources.datasetitems.types.PaginatedDatasetItems;
import com.langfuse.client.resources.media.types.GetMediaUploadUrlRequest;
import com.langfuse.client.resources.media.types.GetMediaUploadUrlResponse;
import com.langfuse.client.resources.media.types.MediaContentType;
import com.langfuse.client.resources.media.types.PatchMediaBody;
import dev.vitrine.benchmarks.contest.BracketPath;
import dev.vitrine.benchmarks.contest.Contestant;
import dev.vitrine.benchmarks.contest.Handshake;
import dev.vitrine.benchmarks.contest.Outcome;
import dev.vitrine.benchmarks.contest.Parallel;
import dev.vitrine.benchmarks.contest.Pictures;
import dev.vitrine.benchmarks.contest.Pulled;
import dev.vitrine.benchmarks.contest.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The official Java client, which has no upload: the PUT is written by hand with the OkHttp that it brings. Variants:
 * {@code plain} is the client as it comes, page after page; {@code tuned} has TCP_NODELAY, a large pool and threads, and
 * streams files; {@code bytes} is tuned and reads each file into memory.
 */
public final class LangfuseJavaContestant implements Contestant {
    private static final int MEDIA_AT_A_TIME = 32;
    private static final int FILES_AT_A_TIME = 8;
    private static final int BUFFER = 256 * 1024;

    private final boolean plain;
    private final boolean bytes;
    private final OkHttpClient http;
    private final LangfuseClient client;

    private record Body(RequestBody content, long length, String sha256) {}

    public LangfuseJavaContestant(String variant, Scene scene) {
        plain = variant.equals("plain");
        bytes = variant.equals("bytes");
        http = plain ? new OkHttpClient() : TunedOkHttp.client();
        LangfuseClientBuilder builder = LangfuseClient.builder()
                .url(scene.platform().toString())
                .credentials(Scene.PUBLIC_KEY, Scene.SECRET_KEY);
        client = (plain ? builder : builder.httpClient(http)).build();
    }

    @Override
    public Outcome createItems(Scene scene) throws Exception {
        byte[][] pictures = Pictures.of(scene);
        MediaType type = MediaType.get("image/png");
        try (Parallel threads = new Parallel(MEDIA_AT_A_TIME)) {
            threads.run(pictures.length, (worker, i) -> {
                byte[] picture = pictures[i];
                String sha256 = Handshake.base64(Handshake.sha256().digest(picture));
                String id = upload(
                        MediaContentType.IMAGE_PNG,
                        new Body(RequestBody.create(picture, type), picture.length, sha256));
                client.datasetItems()
                        .create(CreateDatasetItemRequest.builder()
                                .datasetName(Scene.DATASET)
                                .id("item-" + i)
                                .input((Object) Map.of(
                                        "question",
                                        "What is shown?",
                                        "image",
                                        Handshake.reference("image/png", id)))
                                .build());
            });
        }
        return Outcome.of(pictures.length);
    }

    @Override
    public Outcome uploadFiles(Scene scene) throws Exception {
        try (Parallel threads = new Parallel(FILES_AT_A_TIME)) {
            threads.run(
                    scene.sizes().files(),
                    (worker, i) -> upload(MediaContentType.VIDEO_MP_4, body(scene.file(i))));
        }
        return Outcome.of(scene.sizes().files());
    }

    @Override
    public Outcome uploadLargeFile(Scene scene) throws Exception {
        upload(MediaContentType.VIDEO_MP_4, body(scene.largeFile()));
        return Outcome.of(1);
    }

    @Override
    public Outcome pull(Scene scene) throws Exception {
        PaginatedDatasetItems first = page(1);
        int total = first.getMeta().getTotalPages();
        Pulled.Page[] pages = new Pulled.Page[total];
        pages[0] = read(first);
        if (plain) {
            for (int i = 1; i < total; i++) {
                pages[i] = read(page(i + 1));
            }
        } else {
            try (Parallel threads = new Parallel(FILES_AT_A_TIME)) {
                threads.run(total - 1, (worker, i) -> pages[i + 1] = read(page(i + 2)));
            }
        }
        Pulled pulled = new Pulled();
        for (Pulled.Page page : pages) {
            pulled.add(page);
        }
        return pulled.outcome();
    }

    @Override
    public Outcome firstCall(Scene scene) {
        return new Outcome(1, hydrate(page(1).getData().get(0)), 0);
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private PaginatedDatasetItems page(int number) {
        return client.datasetItems()
                .list(GetDatasetItemsRequest.builder()
                        .datasetName(Scene.DATASET)
                        .page(number)
                        .limit(50)
                        .build());
    }

    private static Pulled.Page read(PaginatedDatasetItems page) {
        List<String> ids = new ArrayList<>();
        int references = 0;
        for (DatasetItem item : page.getData()) {
            ids.add(item.getId());
            references += hydrate(item);
        }
        return new Pulled.Page(ids, references);
    }

    /** The client knows no references; they are among what it did not understand. */
    private static int hydrate(DatasetItem item) {
        int done = 0;
        if (item.getAdditionalProperties().get("mediaReferences") instanceof List<?> references) {
            for (Object each : references) {
                Map<?, ?> reference = (Map<?, ?>) each;
                @Nullable Object field =
                        switch (String.valueOf(reference.get("field"))) {
                            case "input" -> item.getInput().orElse(null);
                            case "expectedOutput" -> item.getExpectedOutput().orElse(null);
                            default -> item.getMetadata().orElse(null);
                        };
                if (BracketPath.put(field, String.valueOf(reference.get("jsonPath")), reference)) {
                    done++;
                }
            }
        }
        return done;
    }

    private Body body(Path file) throws IOException {
        MediaType type = MediaType.get("video/mp4");
        if (bytes) {
            byte[] content = Files.readAllBytes(file);
            String sha256 = Handshake.base64(Handshake.sha256().digest(content));
            return new Body(RequestBody.create(content, type), content.length, sha256);
        }
        MessageDigest sha256 = Handshake.sha256();
        byte[] buffer = new byte[BUFFER];
        try (var in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
        }
        return new Body(
                RequestBody.create(file.toFile(), type), Files.size(file), Handshake.base64(sha256.digest()));
    }

    /** The client's request has a trace's id and no dataset item's. */
    private String upload(MediaContentType type, Body body) throws IOException {
        GetMediaUploadUrlResponse answer = client.media()
                .getUploadUrl(GetMediaUploadUrlRequest.builder()
                        .traceId("0123456789abcdef0123456789abcdef")
                        .contentType(type)
                        .contentLength(Math.toIntExact(body.length()))
                        .sha256Hash(body.sha256())
                        .field("input")
                        .build());
        Request put = new Request.Builder()
                .url(answer.getUploadUrl().orElseThrow())
                .header("x-amz-checksum-sha256", body.sha256())
                .put(body.content())
                .build();
        int status;
        try (Response response = http.newCall(put).execute()) {
            status = response.code();
        }
        client.media()
                .patch(
                        answer.getMediaId(),
                        PatchMediaBody.builder()
                                .uploadedAt(OffsetDateTime.now())
                                .uploadHttpStatus(status)
                                .uploadTimeMs(1)
                                .build());
        return answer.getMediaId();
    }
}
