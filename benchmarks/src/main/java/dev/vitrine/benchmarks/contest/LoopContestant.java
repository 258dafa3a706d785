package dev.vitrine.benchmarks.contest;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.resources.ConnectionProvider;

/**
 * What one writes with Reactor Netty and Jackson without Vitrine, for the good case alone: no retry, no limit of memory,
 * no spool, no check of what was sent or received.
 */
public final class LoopContestant implements Contestant {
    private static final int MEDIA_AT_A_TIME = 32;
    private static final int FILES_AT_A_TIME = 8;
    private static final int PAGES_AHEAD = 8;
    private static final int BUFFER = 256 * 1024;

    private final HttpClient storage;
    private final HttpClient api;

    /** Content to be sent: its length, its hash and how it is written. */
    private record Body(long length, String sha256, Writer writer) {}

    private interface Writer {
        Publisher<Void> write(HttpClientRequest request, NettyOutbound outbound);
    }

    public LoopContestant(String variant, Scene scene) {
        ConnectionProvider pool = ConnectionProvider.create("loop", MEDIA_AT_A_TIME);
        storage = HttpClient.create(pool);
        api = storage.baseUrl(scene.platform().toString())
                .headers(headers ->
                        headers.set("Authorization", Handshake.AUTHORIZATION).set("Content-Type", "application/json"));
    }

    @Override
    public Outcome createItems(Scene scene) {
        byte[][] pictures = Pictures.of(scene);
        return counted(Flux.range(0, pictures.length)
                .flatMap(
                        i -> upload("item-" + i, "image/png", memory(pictures[i]))
                                .flatMap(id -> call(
                                        HttpMethod.POST,
                                        Handshake.ITEMS_PATH,
                                        Handshake.item("item-" + i, "image/png", id))),
                        MEDIA_AT_A_TIME)
                .count());
    }

    @Override
    public Outcome uploadFiles(Scene scene) {
        return counted(Flux.range(0, scene.sizes().files())
                .flatMap(
                        i -> file(scene.file(i)).flatMap(body -> upload("item-" + i, "video/mp4", body)),
                        FILES_AT_A_TIME)
                .count());
    }

    @Override
    public Outcome uploadLargeFile(Scene scene) {
        return counted(file(scene.largeFile())
                .flatMap(body -> upload("item", "video/mp4", body))
                .flux()
                .count());
    }

    @Override
    public Outcome pull(Scene scene) {
        Pulled pulled = new Pulled();
        page(1).flatMapMany(first -> {
                    pulled.add(PageReader.read(first));
                    return Flux.range(2, PageReader.totalPages(first) - 1)
                            .flatMapSequential(number -> page(number).map(PageReader::read), PAGES_AHEAD, 1);
                })
                .doOnNext(pulled::add)
                .blockLast();
        return pulled.outcome();
    }

    @Override
    public Outcome firstCall(Scene scene) {
        Integer found = page(1).map(page -> PageReader.hydrate(page.path("data").path(0)))
                .block();
        return new Outcome(1, found == null ? 0 : found, 0);
    }

    private Mono<JsonNode> page(int number) {
        return api.get()
                .uri(Handshake.pagePath(number))
                .responseSingle((response, content) -> content.asByteArray())
                .map(PageReader::tree);
    }

    private Mono<String> upload(String itemId, String type, Body body) {
        return call(
                        HttpMethod.POST,
                        Handshake.MEDIA_PATH,
                        Handshake.registration(itemId, type, body.length(), body.sha256()))
                .flatMap(answer -> {
                    String id = answer.path("mediaId").textValue();
                    JsonNode url = answer.path("uploadUrl");
                    return (url.isTextual() ? put(url.textValue(), type, body) : Mono.just(200))
                            .flatMap(status -> call(
                                    HttpMethod.PATCH,
                                    Handshake.MEDIA_PATH + "/" + id,
                                    Handshake.confirmation(status, 1)))
                            .thenReturn(id);
                });
    }

    private Mono<Integer> put(String url, String type, Body body) {
        return storage.headers(headers -> headers.set("Content-Type", type)
                        .set("Content-Length", body.length())
                        .set("x-amz-checksum-sha256", body.sha256()))
                .put()
                .uri(url)
                .send((request, outbound) -> body.writer().write(request, outbound))
                .responseSingle((response, content) ->
                        content.then(Mono.just(response.status().code())))
                .filter(status -> status == 200)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("not stored")));
    }

    private Mono<JsonNode> call(HttpMethod method, String path, byte[] json) {
        Mono<ByteBuf> body = Mono.fromSupplier(() -> Unpooled.wrappedBuffer(json));
        return api.headers(headers -> headers.set("Content-Length", json.length))
                .request(method)
                .uri(path)
                .send(body)
                .responseSingle((response, content) -> content.asByteArray())
                .map(PageReader::tree);
    }

    private static Body memory(byte[] content) {
        String sha256 = Handshake.base64(Handshake.sha256().digest(content));
        return new Body(
                content.length,
                sha256,
                (request, outbound) -> outbound.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(content))));
    }

    private static Mono<Body> file(Path path) {
        return Mono.fromCallable(() ->
                        new Body(path.toFile().length(), digest(path), (request, outbound) -> outbound.sendFile(path)))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Read and hashed in direct buffers, the quickest way found for files. */
    static String digest(Path path) {
        MessageDigest sha256 = Handshake.sha256();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        try (FileChannel in = FileChannel.open(path)) {
            while (in.read(buffer) >= 0) {
                sha256.update(buffer.flip());
                buffer.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Handshake.base64(sha256.digest());
    }

    private static Outcome counted(Mono<Long> count) {
        Long done = count.block();
        return Outcome.of(done == null ? 0 : done);
    }
}
