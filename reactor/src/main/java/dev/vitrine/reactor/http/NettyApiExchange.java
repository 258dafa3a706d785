package dev.vitrine.reactor.http;

import dev.vitrine.VitrineException;
import dev.vitrine.json.JsonException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/** API calls on Reactor Netty. Redirects are followed here, because Reactor Netty would repeat our headers. */
final class NettyApiExchange implements ApiExchange {
    private static final int MAX_REDIRECTS = 3;
    private static final int MAX_ERROR_BODY = 64 * 1024;
    private final Senders timed;
    private final Senders untimed;
    private final RequestUrls urls;
    private final HttpSettings settings;
    private final ApiErrors errors;

    NettyApiExchange(HttpClient client, HttpSettings settings) {
        this.settings = settings;
        this.errors = new ApiErrors(settings);
        this.urls = new RequestUrls(settings.baseUrl());
        this.timed = senders(client.responseTimeout(settings.timeouts().response()));
        this.untimed = senders(DemandTimeout.watched(client.responseTimeout(null)));
    }

    private Senders senders(HttpClient client) {
        return new Senders(
                new PreparedRequests(client, headers -> headers(headers, true)),
                new PreparedRequests(client, headers -> headers(headers, false)));
    }

    /** To the platform, and to wherever it redirects. */
    private record Senders(PreparedRequests ours, PreparedRequests others) {}

    @Override
    public <T> Mono<T> exchange(ApiRequest request, Function<? super byte[], ? extends T> decoder) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(decoder, "decoder");
        return call(request, (response, body) -> {
            int status = response.status().code();
            return BodyBytes.whole(body, request.maxAnswerBytes(), () -> errors.tooLong(request, status))
                    .mapNotNull(bytes -> status == 204 ? null : decode(request, status, bytes, decoder));
        });
    }

    @Override
    public Mono<Void> send(ApiRequest request) {
        Objects.requireNonNull(request, "request");
        return call(request, (response, body) -> Flux.from(body).then());
    }

    private <T> Mono<T> call(ApiRequest request, BiFunction<HttpClientResponse, Publisher<ByteBuf>, Mono<T>> reader) {
        URI uri = urls.of(request); // what is wrong with a value is no failure of the call
        return Mono.defer(() -> {
                    Duration timeout =
                            request.timeout().orElse(settings.timeouts().call());
                    Attempts<T> attempts = new Attempts<>(request, uri, reader);
                    return attempts.next()
                            .timeout(
                                    timeout,
                                    Mono.error(() -> errors.timedOut(request, timeout, attempts.last)),
                                    settings.timer());
                })
                .checkpoint(request + " [NettyApiExchange]");
    }

    /** One call's attempts, one after the other. While nothing fails there is nothing of a retry but this. */
    private final class Attempts<T> {
        private final ApiRequest request;
        private final URI uri;
        private final BiFunction<HttpClientResponse, Publisher<ByteBuf>, Mono<T>> reader;
        private volatile @Nullable Throwable last;
        private boolean perhapsDone;
        private int retries;

        Attempts(ApiRequest request, URI uri, BiFunction<HttpClientResponse, Publisher<ByteBuf>, Mono<T>> reader) {
            this.request = request;
            this.uri = uri;
            this.reader = reader;
        }

        Mono<T> next() {
            return attempt(timed, request, uri, reader::apply).singleOrEmpty().onErrorResume(this::failed);
        }

        private Mono<T> failed(Throwable failure) {
            if (perhapsDone && isGone(request, failure)) {
                return Mono.empty();
            }
            last = failure;
            perhapsDone |= ApiErrors.mayHaveBeenDone(failure);
            Duration pause = pause(request, failure, retries);
            if (pause == null) {
                return Mono.error(failure);
            }
            retries++;
            return Mono.delay(pause, settings.timer()).then(Mono.defer(this::next));
        }
    }

    /** What an earlier attempt deleted without being able to say so is not there when it is deleted again. */
    private static boolean isGone(ApiRequest request, Throwable failure) {
        return failure instanceof ApiException.NotFound && request.method().equals("DELETE");
    }

    @Override
    public Flux<ByteBuffer> stream(ApiRequest request) {
        Objects.requireNonNull(request, "request");
        URI uri = urls.of(request);
        return Flux.defer(() -> {
                    StreamedCall call = new StreamedCall(request, settings, errors);
                    return call.attempts(attempt(
                            untimed,
                            request,
                            uri,
                            (response, body) -> Flux.from(body).map(call::arrived)));
                })
                .checkpoint(request + " [NettyApiExchange]");
    }

    private <T> Flux<T> attempt(
            Senders senders,
            ApiRequest request,
            URI uri,
            BiFunction<HttpClientResponse, Publisher<ByteBuf>, Publisher<T>> reader) {
        return Flux.defer(() -> hop(senders, request, uri, 0, reader));
    }

    private <T> Flux<T> hop(
            Senders senders,
            ApiRequest request,
            URI uri,
            int hops,
            BiFunction<HttpClientResponse, Publisher<ByteBuf>, Publisher<T>> reader) {
        boolean ours = hops == 0 || BaseUrls.sameOrigin(settings.baseUrl(), uri);
        return NettyClients.to(uri, (ours ? senders.ours() : senders.others()).of(request.method()))
                .send((out, outbound) -> {
                    byte[] body = request.body();
                    if (body == null) {
                        return outbound;
                    }
                    out.header("Content-Type", "application/json");
                    return outbound.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)));
                })
                .response((response, body) -> {
                    int status = response.status().code();
                    if (status >= 200 && status < 300) {
                        return reader.apply(response, body);
                    }
                    Flux<T> failed = BodyBytes.start(body, MAX_ERROR_BODY)
                            .flatMapMany(bytes -> Flux.error(
                                    () -> errors.ofStatus(request, status, response.responseHeaders(), bytes)));
                    URI target = hops < MAX_REDIRECTS ? redirect(request, uri, response) : null;
                    return target == null
                            ? failed
                            : BodyBytes.start(body, MAX_ERROR_BODY)
                                    .flatMapMany(bytes -> Flux.error(new Redirected(target)));
                })
                .onErrorResume(failure -> {
                    if (failure instanceof Redirected redirected) {
                        return hop(senders, request, redirected.target, hops + 1, reader);
                    }
                    return Flux.error(typed(request, failure));
                });
    }

    private Throwable typed(ApiRequest request, Throwable failure) {
        return failure instanceof Exception && !ApiErrors.isTypedElsewhere(failure)
                ? errors.ofFailure(request, failure)
                : failure;
    }

    /** Where to go on, or null when the redirect is not for us to follow: not a GET, or from TLS to none. */
    private static @Nullable URI redirect(ApiRequest request, URI from, HttpClientResponse response) {
        String location = response.responseHeaders().get("Location");
        HttpResponseStatus status = response.status();
        boolean redirects = status.code() == 301
                || status.code() == 302
                || status.code() == 303
                || status.code() == 307
                || status.code() == 308;
        if (!redirects || location == null || !request.method().equals("GET")) {
            return null;
        }
        try {
            URI target = from.resolve(location);
            boolean http = "http".equalsIgnoreCase(target.getScheme()) && "http".equalsIgnoreCase(from.getScheme());
            return Origin.of(target) != null && (http || "https".equalsIgnoreCase(target.getScheme())) ? target : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** To the platform all that was set; to another origin nothing that names or authenticates the caller. */
    private void headers(HttpHeaders headers, boolean ours) {
        headers.clear();
        headers.set("User-Agent", NettyClients.USER_AGENT);
        headers.set("Accept", "application/json");
        headers.set("Accept-Encoding", "gzip");
        if (ours) {
            settings.headers().forEach(headers::set);
        }
    }

    private <T> @Nullable T decode(
            ApiRequest request, int status, byte[] bytes, Function<? super byte[], ? extends T> decoder) {
        try {
            return decoder.apply(bytes);
        } catch (JsonException e) {
            throw errors.malformed(request, status, e);
        } catch (VitrineException e) {
            throw e;
        } catch (RuntimeException e) {
            throw errors.malformed(request, status, e);
        }
    }

    /** Pauses grow, unless the server says how long; null for no further attempt. */
    private @Nullable Duration pause(ApiRequest request, Throwable failure, int retries) {
        RetryPolicy policy = settings.retry();
        return retries >= request.maxRetries().orElse(policy.maxRetries())
                        || !ApiErrors.isWorthRepeating(failure, request.repeatable())
                ? null
                : policy.pause(retries, ApiErrors.retryAfter(failure));
    }

    /** Carries the target out of the answer, so that its connection is free before the next request. */
    private static final class Redirected extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient URI target;

        Redirected(URI target) {
            super("redirected", null, false, false);
            this.target = target;
        }
    }
}
