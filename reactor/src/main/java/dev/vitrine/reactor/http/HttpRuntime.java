package dev.vitrine.reactor.http;

import com.google.errorprone.annotations.CheckReturnValue;
import reactor.core.publisher.Mono;
import reactor.netty.resources.ConnectionProvider;

/**
 * The HTTP side of one client: calls to its platform, transfers to stores, and the connection pools of both. Making one
 * opens nothing.
 */
@CheckReturnValue
public final class HttpRuntime {
    private final ConnectionProvider apiPool;
    private final ConnectionProvider storagePool;
    private final ApiExchange api;
    private final StorageExchange storage;

    private HttpRuntime(HttpSettings settings) {
        this.apiPool = NettyClients.pool("vitrine-api", settings.maxConcurrentApiCalls(), settings);
        this.storagePool = NettyClients.pool("vitrine-storage", settings.maxConcurrentTransfers(), settings);
        this.api = new NettyApiExchange(NettyClients.client(apiPool, settings, true), settings);
        this.storage = new NettyStorageExchange(NettyClients.client(storagePool, settings, false), settings);
    }

    public static HttpRuntime create(HttpSettings settings) {
        return new HttpRuntime(settings);
    }

    public ApiExchange api() {
        return api;
    }

    public StorageExchange storage() {
        return storage;
    }

    /** Closes every connection; what is under way fails. Repeated calls do nothing more. */
    public Mono<Void> disposeLater() {
        return Mono.whenDelayError(apiPool.disposeLater(), storagePool.disposeLater());
    }
}
