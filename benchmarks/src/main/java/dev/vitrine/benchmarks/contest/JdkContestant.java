package dev.vitrine.benchmarks.contest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/** The JDK's own client on threads that block: 32 for media, 8 for files and pages. */
public final class JdkContestant implements Contestant {
    private static final int MEDIA_AT_A_TIME = 32;
    private static final int FILES_AT_A_TIME = 8;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI platform;

    public JdkContestant(String variant, Scene scene) {
        this.platform = scene.platform();
    }

    @Override
    public Outcome createItems(Scene scene) throws Exception {
        byte[][] pictures = Pictures.of(scene);
        try (Parallel threads = new Parallel(MEDIA_AT_A_TIME)) {
            threads.run(pictures.length, (worker, i) -> {
                byte[] picture = pictures[i];
                String sha256 = Handshake.base64(Handshake.sha256().digest(picture));
                String id =
                        upload("item-" + i, "image/png", picture.length, sha256, BodyPublishers.ofByteArray(picture));
                call("POST", Handshake.ITEMS_PATH, Handshake.item("item-" + i, "image/png", id));
            });
        }
        return Outcome.of(pictures.length);
    }

    @Override
    public Outcome uploadFiles(Scene scene) throws Exception {
        try (Parallel threads = new Parallel(FILES_AT_A_TIME)) {
            threads.run(scene.sizes().files(), (worker, i) -> file("item-" + i, scene.file(i)));
        }
        return Outcome.of(scene.sizes().files());
    }

    @Override
    public Outcome uploadLargeFile(Scene scene) throws Exception {
        file("item", scene.largeFile());
        return Outcome.of(1);
    }

    @Override
    public Outcome pull(Scene scene) throws Exception {
        JsonNode first = page(1);
        int total = PageReader.totalPages(first);
        Pulled.Page[] pages = new Pulled.Page[total];
        pages[0] = PageReader.read(first);
        try (Parallel threads = new Parallel(FILES_AT_A_TIME)) {
            threads.run(total - 1, (worker, i) -> pages[i + 1] = PageReader.read(page(i + 2)));
        }
        Pulled pulled = new Pulled();
        for (Pulled.Page page : pages) {
            pulled.add(page);
        }
        return pulled.outcome();
    }

    @Override
    public Outcome firstCall(Scene scene) throws Exception {
        return new Outcome(1, PageReader.hydrate(page(1).path("data").path(0)), 0);
    }

    private JsonNode page(int number) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(platform.resolve(Handshake.pagePath(number)))
                .header("Authorization", Handshake.AUTHORIZATION)
                .build();
        return PageReader.tree(client.send(request, BodyHandlers.ofByteArray()).body());
    }

    private void file(String itemId, Path path) throws Exception {
        upload(itemId, "video/mp4", path.toFile().length(), LoopContestant.digest(path), BodyPublishers.ofFile(path));
    }

    private String upload(String itemId, String type, long length, String sha256, BodyPublisher body) throws Exception {
        JsonNode answer = call("POST", Handshake.MEDIA_PATH, Handshake.registration(itemId, type, length, sha256));
        String id = answer.path("mediaId").textValue();
        HttpRequest put = HttpRequest.newBuilder(
                        URI.create(answer.path("uploadUrl").textValue()))
                .header("Content-Type", type)
                .header("x-amz-checksum-sha256", sha256)
                .PUT(body)
                .build();
        int status = client.send(put, BodyHandlers.discarding()).statusCode();
        call("PATCH", Handshake.MEDIA_PATH + "/" + id, Handshake.confirmation(status, 1));
        return id;
    }

    private JsonNode call(String method, String path, byte[] json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(platform.resolve(path))
                .header("Authorization", Handshake.AUTHORIZATION)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(json))
                .build();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException("status " + response.statusCode());
        }
        return PageReader.tree(response.body());
    }
}
