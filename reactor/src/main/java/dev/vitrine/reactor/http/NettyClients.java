package dev.vitrine.reactor.http;

import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Duration;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Makes the clients and their connection pools. */
final class NettyClients {
    static final String USER_AGENT = "vitrine/" + VitrineVersion.current();
    // below the idle times after which common stores and gateways close
    private static final Duration MAX_IDLE = Duration.ofSeconds(15);
    // what one read of a socket brings at most: each piece passes all handlers and operators
    private static final int MAX_PIECE = 64 * 1024;
    /**
     * Reactor Netty's shared event loops, in turn. Its own choice for clients is the loop that asks, so that whatever goes
     * on after one common answer would stay on that answer's loop.
     */
    private static final LoopResources IN_TURN =
            preferNative -> HttpResources.get().onServer(preferNative);

    private NettyClients() {}

    static ConnectionProvider pool(String name, int connections, HttpSettings settings) {
        return ConnectionProvider.builder(name)
                .maxConnections(connections)
                .pendingAcquireMaxCount(settings.maxPendingCalls())
                .pendingAcquireTimeout(settings.timeouts().pendingAcquire())
                .maxIdleTime(MAX_IDLE)
                .lifo()
                .build();
    }

    static HttpClient client(ConnectionProvider pool, HttpSettings settings, boolean compress) {
        // HTTP/1.1, its default: naming it would set up TLS, also where the URL has none
        HttpClient base = HttpClient.create(pool)
                .runOn(IN_TURN)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.timeouts().connect().toMillis())
                .httpResponseDecoder(spec -> spec.maxChunkSize(MAX_PIECE));
        return settings.customizer().customize(base).followRedirect(false).compress(compress);
    }

    /** Names the target. Where {@code URI} finds no host in it, Reactor Netty does in its text. */
    static HttpClient.RequestSender to(URI url, HttpClient.RequestSender request) {
        return url.getHost() != null ? request.uri(url) : request.uri(url.toString());
    }
}
