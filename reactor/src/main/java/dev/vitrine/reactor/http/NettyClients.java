package dev.vitrine.reactor.http;

import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Duration;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Makes the clients and their connection pools. */
final class NettyClients {
    static final String USER_AGENT = "vitrine/" + VitrineVersion.current();
    // below the idle times after which common stores and gateways close
    private static final Duration MAX_IDLE = Duration.ofSeconds(15);

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
        HttpClient base = HttpClient.create(pool)
                .protocol(HttpProtocol.HTTP11)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.timeouts().connect().toMillis());
        return settings.customizer().customize(base).followRedirect(false).compress(compress);
    }

    /** Names the target. Where {@code URI} finds no host in it, Reactor Netty does in its text. */
    static HttpClient.RequestSender to(URI url, HttpClient.RequestSender request) {
        return url.getHost() != null ? request.uri(url) : request.uri(url.toString());
    }
}
