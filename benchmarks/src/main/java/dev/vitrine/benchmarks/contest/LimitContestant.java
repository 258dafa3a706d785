package dev.vitrine.benchmarks.contest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Not a client: the same requests on blocking sockets, to show what machine and stub can do at the most. */
public final class LimitContestant implements Contestant {
    private static final int CONNECTIONS = 4;
    private static final int CONNECTIONS_WITH_LATENCY = 32;
    private static final int READERS_WITH_LATENCY = 8;

    private final RawConnection[] connections;

    public LimitContestant(String variant, Scene scene) throws Exception {
        connections = new RawConnection[scene.latencyMillis() == 0 ? CONNECTIONS : CONNECTIONS_WITH_LATENCY];
        for (int i = 0; i < connections.length; i++) {
            connections[i] = new RawConnection(scene.platform());
        }
    }

    @Override
    public Outcome createItems(Scene scene) throws Exception {
        byte[][] pictures = Pictures.of(scene);
        try (Parallel threads = new Parallel(connections.length)) {
            threads.run(pictures.length, (worker, i) -> {
                RawConnection connection = connections[worker];
                String sha256 = Handshake.base64(Handshake.sha256().digest(pictures[i]));
                String id = upload(
                        connection,
                        "item-" + i,
                        "image/png",
                        sha256,
                        pictures[i].length,
                        path -> connection.call("PUT", path, pictures[i]));
                connection.call("POST", Handshake.ITEMS_PATH, Handshake.item("item-" + i, "image/png", id));
            });
        }
        return Outcome.of(pictures.length);
    }

    @Override
    public Outcome uploadFiles(Scene scene) throws Exception {
        try (Parallel threads = new Parallel(connections.length)) {
            threads.run(scene.sizes().files(), (worker, i) -> file(connections[worker], "item-" + i, scene.file(i)));
        }
        return Outcome.of(scene.sizes().files());
    }

    @Override
    public Outcome uploadLargeFile(Scene scene) throws Exception {
        file(connections[0], "item", scene.largeFile());
        return Outcome.of(1);
    }

    @Override
    public Outcome pull(Scene scene) throws Exception {
        JsonNode first = PageReader.tree(page(connections[0], 1));
        int total = PageReader.totalPages(first);
        Pulled.Page[] pages = new Pulled.Page[total];
        pages[0] = PageReader.read(first);
        try (Parallel threads = new Parallel(Math.min(connections.length, READERS_WITH_LATENCY))) {
            threads.run(total - 1, (worker, i) -> pages[i + 1] = PageReader.read(page(connections[worker], i + 2)));
        }
        Pulled pulled = new Pulled();
        for (Pulled.Page page : pages) {
            pulled.add(page);
        }
        return pulled.outcome();
    }

    @Override
    public Outcome firstCall(Scene scene) throws Exception {
        JsonNode page = PageReader.tree(page(connections[0], 1));
        return new Outcome(1, PageReader.hydrate(page.path("data").path(0)), 0);
    }

    @Override
    public void close() throws Exception {
        for (RawConnection connection : connections) {
            connection.close();
        }
    }

    private static byte[] page(RawConnection connection, int number) throws Exception {
        return connection.call("GET", Handshake.pagePath(number), new byte[0]);
    }

    private static void file(RawConnection connection, String itemId, Path file) throws Exception {
        long length = file.toFile().length();
        String sha256 = LoopContestant.digest(file);
        upload(connection, itemId, "video/mp4", sha256, length, path -> connection.callWithFile(path, file, length));
    }

    private interface Put {
        byte[] to(String path) throws Exception;
    }

    private static String upload(
            RawConnection connection, String itemId, String type, String sha256, long length, Put put)
            throws Exception {
        String answer = new String(
                connection.call("POST", Handshake.MEDIA_PATH, Handshake.registration(itemId, type, length, sha256)),
                StandardCharsets.US_ASCII);
        String id = between(answer, "\"mediaId\":\"");
        URI url = URI.create(between(answer, "\"uploadUrl\":\""));
        put.to(url.getRawPath() + "?" + url.getRawQuery());
        connection.call("PATCH", Handshake.MEDIA_PATH + "/" + id, Handshake.confirmation(200, 1));
        return id;
    }

    private static String between(String json, String start) {
        int from = json.indexOf(start) + start.length();
        return json.substring(from, json.indexOf('"', from));
    }
}
