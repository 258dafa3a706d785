package dev.vitrine.reactor.http;

import reactor.netty.http.client.HttpClient;

/**
 * Adapts the underlying client: proxy, TLS, metrics, or another client altogether with a pool of its own. Called once
 * for the client of API calls and once for that of transfers. Redirects, compression and headers are set afterwards:
 * what is customized of these has no effect.
 */
@FunctionalInterface
public interface HttpClientCustomizer {

    HttpClient customize(HttpClient client);

    static HttpClientCustomizer none() {
        return client -> client;
    }
}
