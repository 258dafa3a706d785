package dev.vitrine.embedded.support;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.embedded.EmbeddedLangfuse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Talks to a platform with the JDK's client, which shares nothing with the server. */
public final class Api {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String baseUrl;
    private final @Nullable String authorization;

    private Api(String baseUrl, @Nullable String authorization) {
        this.baseUrl = baseUrl;
        this.authorization = authorization;
    }

    public static Api of(EmbeddedLangfuse platform) {
        return withKeys(platform, platform.publicKey(), platform.secretKey());
    }

    public static Api withKeys(EmbeddedLangfuse platform, String publicKey, String secretKey) {
        return at(platform.baseUrl(), publicKey, secretKey);
    }

    public static Api at(String baseUrl, String publicKey, String secretKey) {
        return new Api(baseUrl, basic(publicKey + ":" + secretKey));
    }

    /** With this text, or none, as its Authorization. */
    public static Api raw(EmbeddedLangfuse platform, @Nullable String authorization) {
        return new Api(platform.baseUrl(), authorization);
    }

    public static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    public static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(text(json)));
    }

    public Answer patch(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").method("PATCH", text(json)));
    }

    /** A request of its own making. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(Duration.ofSeconds(30));
        return authorization == null ? builder : builder.header("Authorization", authorization);
    }

    public static Answer send(HttpRequest.Builder request) {
        try {
            return Answer.of(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static CompletableFuture<Answer> sendAsync(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(Answer::of);
    }

    public static HttpRequest.BodyPublisher text(String body) {
        return HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8);
    }

    /** Fetches a signed URL. */
    public static Answer fetch(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).GET());
    }

    /** Puts content to a signed URL with the headers that belong to it. */
    public static Answer put(String url, String contentType, byte[] content) {
        return send(putRequest(url, contentType, content, content));
    }

    /** Puts {@code sent} under the checksum of {@code declared}. */
    public static HttpRequest.Builder putRequest(String url, String contentType, byte[] declared, byte[] sent) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", contentType)
                .header("x-amz-checksum-sha256", sha256(declared))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(sent));
    }

    public static String sha256(byte[] content) {
        return ContentDigest.ofContent(ByteBuffer.wrap(content)).sha256Base64();
    }

    public static String mediaId(byte[] content) {
        return ContentDigest.ofContent(ByteBuffer.wrap(content)).sha256Base64Url(22);
    }
}
