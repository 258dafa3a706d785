package dev.vitrine.embedded;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.FutureMono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** The two servers' common ground: their threads and their connections. */
final class Servers {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_INITIAL_LINE = 32 * 1024;
    private static final int MAX_HEADERS = 64 * 1024;
    private static final Duration BUSY_QUIET = Duration.ofMillis(200);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

    private final LoopResources loops = LoopResources.create(
            "vitrine-embedded", Math.max(2, Runtime.getRuntime().availableProcessors()), true);
    private final List<DisposableServer> bound = new CopyOnWriteArrayList<>();
    private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

    /** Listens on a loopback port; what arrives before {@code handler} can work is the handler's own business. */
    Mono<DisposableServer> bind(int port, BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler) {
        return HttpServer.create()
                .host(LOOPBACK)
                .port(port)
                .runOn(loops)
                .channelGroup(connections)
                .httpRequestDecoder(
                        spec -> spec.maxInitialLineLength(MAX_INITIAL_LINE).maxHeaderSize(MAX_HEADERS))
                .handle(handler)
                .bind()
                .cast(DisposableServer.class)
                .doOnNext(bound::add);
    }

    static String url(DisposableServer server) {
        return "http://" + LOOPBACK + ":" + ((InetSocketAddress) server.address()).getPort();
    }

    /**
     * Closes every connection and ends the threads.
     *
     * @param busy whether requests are under way: then the threads stay until those have found out
     */
    Mono<Void> stop(boolean busy) {
        Duration quiet = busy ? BUSY_QUIET : Duration.ZERO;
        return Flux.fromIterable(bound)
                .flatMap(Servers::close, 2)
                .then(FutureMono.deferFuture(connections::close))
                .onErrorComplete()
                .then(loops.disposeLater(quiet, STOP_TIMEOUT));
    }

    private static Mono<Void> close(DisposableServer server) {
        return Mono.defer(() -> {
            server.dispose();
            return server.onDispose();
        });
    }
}
