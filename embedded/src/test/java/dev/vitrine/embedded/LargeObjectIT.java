package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentDigester;
import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.PlatformProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three times more bytes than the platform's process has heap. */
class LargeObjectIT {
    private static final int PIECE = 1_000_000;
    private static final int PIECES = 192;
    private static final long LENGTH = (long) PIECE * PIECES;

    @TempDir
    private Path temporary = Path.of(".");

    /** Never the same piece twice. */
    private static void fill(byte[] piece, int number) {
        ByteBuffer.wrap(piece).putInt(number);
    }

    @Test
    void object_largerThanTheHeap_goesThroughTheDisk() throws IOException {
        try (PlatformProcess platform = PlatformProcess.start(temporary, "-Xmx64m")) {
            roundTrip(Api.at(platform.url(), "pk-main", "sk-main"));
        }
    }

    private static void roundTrip(Api api) throws IOException {
        byte[] piece = new byte[PIECE];
        ContentDigester digester = ContentDigester.create();
        for (int i = 0; i < PIECES; i++) {
            fill(piece, i);
            digester.update(ByteBuffer.wrap(piece));
        }
        String sha256 = digester.digest().sha256Base64();
        Answer requested = api.post(
                "/api/public/media",
                "{\"traceId\":\"t\",\"field\":\"input\",\"contentType\":\"video/mp4\",\"contentLength\":" + LENGTH
                        + ",\"sha256Hash\":\"" + sha256 + "\"}");
        HttpURLConnection put = (HttpURLConnection)
                URI.create(requested.json().get("uploadUrl").asText()).toURL().openConnection();
        put.setRequestMethod("PUT");
        put.setDoOutput(true);
        put.setFixedLengthStreamingMode(LENGTH);
        put.setRequestProperty("Content-Type", "video/mp4");
        put.setRequestProperty("x-amz-checksum-sha256", sha256);
        for (int i = 0; i < PIECES; i++) {
            fill(piece, i);
            put.getOutputStream().write(piece);
        }
        put.getOutputStream().close();
        assertThat(put.getResponseCode()).isEqualTo(200);
        String mediaId = requested.json().get("mediaId").asText();
        api.patch("/api/public/media/" + mediaId, "{\"uploadedAt\":\"2026-11-21T12:00:00Z\",\"uploadHttpStatus\":200}");
        String url = api.get("/api/public/media/" + mediaId).json().get("url").asText();
        try (InputStream in = URI.create(url).toURL().openStream()) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                digester.update(ByteBuffer.wrap(piece, 0, count));
            }
        }
        assertThat(digester.length()).isEqualTo(LENGTH);
        assertThat(digester.digest().sha256Base64()).isEqualTo(sha256);
    }
}
