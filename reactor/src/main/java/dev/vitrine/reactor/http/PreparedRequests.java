package dev.vitrine.reactor.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClient.RequestSender;

/**
 * Requests of a client that need nothing but their target and body. Each setting of a Reactor Netty client copies all of
 * its settings, so those that every request has are made once.
 */
final class PreparedRequests {
    private final HttpClient client;
    private final Consumer<HttpHeaders> headers;
    private final Map<String, RequestSender> methods = new ConcurrentHashMap<>();

    /** @param headers run before the first request of each method; what it throws fails that request */
    PreparedRequests(HttpClient client, Consumer<HttpHeaders> headers) {
        this.client = client;
        this.headers = headers;
    }

    /** @param method one of the few that callers use */
    RequestSender of(String method) {
        RequestSender known = methods.get(method);
        return known != null
                ? known
                : methods.computeIfAbsent(
                        method, name -> client.headers(headers).request(HttpMethod.valueOf(name)));
    }
}
