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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.util.retry.Retry;

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
        return call(
                request,
                (response, body) -> BodyBytes.whole(body, request.maxAnswerBytes())
                        .onErrorMap(
                                BodyBytes.TooLong.class,
                                tooLong -> errors.tooLong(
                                        request, response.status().code()))
                        .filter(bytes -> response.status().code() != 204)
                        .<T>handle((bytes, sink) -> {
                            T value = decode(request, response, bytes, decoder);
                            if (value != null) {
                                sink.next(value);
                            }
                        }));
    }

    @Override
    public Mono<Void> send(ApiRequest request) {
        Objects.requireNonNull(request, "request");
        return call(request, (response, body) -> Flux.from(body).then());
    }

    private <T> Mono<T> call(ApiRequest request, BiFunction<HttpClientResponse, Publisher<ByteBuf>, Mono<T>> reader) {
        URI uri = urls.of(request); // what is wrong with a value is no failure of the call
        return Mono.defer(() -> {
                    AtomicReference<@Nullable Throwable> last = new AtomicReference<>();
                    AtomicBoolean perhapsDone = new AtomicBoolean();
                    Duration timeout =
                            request.timeout().orElse(settings.timeouts().call());
                    return attempt(timed, request, uri, reader::apply)
                            .singleOrEmpty()
                            .onErrorResume(
                                    failure -> perhapsDone.get() && isGone(request, failure), gone -> Mono.empty())
                            .doOnError(failure -> {
                                last.set(failure);
                                perhapsDone.compareAndSet(false, ApiErrors.mayHaveBeenDone(failure));
                            })
                            .retryWhen(retries(request, new AtomicBoolean()))
                            .timeout(
                                    timeout,
                                    Mono.error(() -> errors.timedOut(request, timeout, last.get())),
                                    settings.timer());
                })
                .checkpoint(request + " [NettyApiExchange]");
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
        return Flux.defer(() -> hop(senders, request, uri, 0, reader))
                .onErrorMap(
                        failure -> failure instanceof Exception && !ApiErrors.isTypedElsewhere(failure),
                        failure -> errors.ofFailure(request, failure));
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
                .onErrorResume(
                        Redirected.class, redirected -> hop(senders, request, redirected.target, hops + 1, reader));
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
            ApiRequest request,
            HttpClientResponse response,
            byte[] bytes,
            Function<? super byte[], ? extends T> decoder) {
        try {
            return decoder.apply(bytes);
        } catch (JsonException e) {
            throw errors.malformed(request, response.status().code(), e);
        } catch (VitrineException e) {
            throw e;
        } catch (RuntimeException e) {
            throw errors.malformed(request, response.status().code(), e);
        }
    }

    /** Pauses grow, unless the server says how long; the last failure is the one that is signalled. */
    private Retry retries(ApiRequest request, AtomicBoolean started) {
        RetryPolicy policy = settings.retry();
        return Retry.from(signals -> signals.concatMap(
                signal -> {
                    Throwable failure = signal.failure();
                    if (started.get()
                            || signal.totalRetries() >= request.maxRetries().orElse(policy.maxRetries())
                            || !ApiErrors.isWorthRepeating(failure, request.repeatable())) {
                        return Mono.<Long>error(failure);
                    }
                    Duration pause = policy.pause(signal.totalRetries(), ApiErrors.retryAfter(failure));
                    return Mono.delay(pause, settings.timer());
                },
                1));
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
