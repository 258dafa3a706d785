package dev.vitrine.reactor.testing;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelId;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.DisposableServer;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** An HTTP server that keeps what it was sent, or does what a test says. */
public final class RawStore implements AutoCloseable {
    private final List<Got> got = Collections.synchronizedList(new ArrayList<>());
    private final Set<ChannelId> connections = ConcurrentHashMap.newKeySet();
    private final DisposableServer server;
    private volatile BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler = this::keep;

    private final String scheme;

    public RawStore() {
        this("http", HttpServer.create());
    }

    /** With TLS. */
    public RawStore(TestCertificate certificate) {
        this(
                "https",
                HttpServer.create()
                        .secure(spec -> spec.sslContext(Http11SslContextSpec.forServer(certificate.keys()))));
    }

    private RawStore(String scheme, HttpServer made) {
        this.scheme = scheme;
        server = made.host("127.0.0.1")
                .port(0)
                .doOnConnection(
                        connection -> connections.add(connection.channel().id()))
                .handle((request, response) -> handler.apply(request, response))
                .bindNow(Duration.ofSeconds(10));
    }

    public record Got(String method, String uri, HttpHeaders headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    public String url(String pathAndQuery) {
        return scheme + "://127.0.0.1:" + server.port() + pathAndQuery;
    }

    public void answer(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler) {
        this.handler = handler;
    }

    /** Takes the whole body, remembers it, and answers 200. */
    public Publisher<Void> keep(HttpServerRequest request, HttpServerResponse response) {
        return take(request).then(response.send());
    }

    public Mono<Void> take(HttpServerRequest request) {
        HttpHeaders headers = request.requestHeaders().copy();
        return ByteBufFlux.fromInbound(request.receive())
                .aggregate()
                .asByteArray()
                .defaultIfEmpty(new byte[0])
                .doOnNext(body -> got.add(new Got(request.method().name(), request.uri(), headers, body)))
                .then();
    }

    /** Reads and forgets the body. */
    public static Mono<Long> drain(HttpServerRequest request) {
        return request.receive().map(ByteBuf::readableBytes).reduce(0L, Long::sum);
    }

    public List<Got> got() {
        return List.copyOf(got);
    }

    public int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(10));
    }
}
