package dev.vitrine.embedded.http;

import dev.vitrine.embedded.traffic.Disconnect;
import dev.vitrine.embedded.traffic.Fault;
import dev.vitrine.embedded.traffic.Faults;
import dev.vitrine.embedded.traffic.LiveRequest;
import dev.vitrine.embedded.traffic.RequestLog;
import dev.vitrine.embedded.traffic.Route;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Through which every request of both servers goes: it is logged, may meet a fault, is worked on and answered. */
public final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization", "cookie");

    private final RequestLog log;
    private final Faults faults;

    public Gate(RequestLog log, Faults faults) {
        this.log = log;
        this.faults = faults;
    }

    /** What is done for a request. Errors other than {@link ApiFailure} become a 500. */
    public interface Work {
        Mono<Reply> answer(Inbound inbound);
    }

    /**
     * One exchange. Completes when the answer is written.
     *
     * @param query what of the query may be remembered
     */
    public Mono<Void> serve(
            Route route, String query, HttpServerRequest request, HttpServerResponse response, Work work) {
        return Mono.defer(() -> {
            LiveRequest live = log.enter(route, request.method().name(), path(request.uri()), query, headers(request));
            Fault fault = faults.next(live);
            Inbound inbound = new Inbound(request, live, fault);
            Mono<Void> exchange = exchange(inbound, response, live, fault, work);
            Duration wait = fault == null ? faults.latency() : faults.latency().plus(fault.delay());
            Mono<Void> timed = wait.isZero() ? exchange : Mono.delay(wait).then(exchange);
            return timed.doFinally(signal -> live.leave());
        });
    }

    private static Mono<Void> exchange(
            Inbound inbound, HttpServerResponse response, LiveRequest live, @Nullable Fault fault, Work work) {
        if (fault != null && fault.disconnect() == Disconnect.BEFORE_WORK) {
            return inbound.close();
        }
        if (fault != null && fault.disconnect() == Disconnect.MID_REQUEST) {
            return inbound.readAbout(Math.max(1, inbound.contentLength() / 2)).then(inbound.close());
        }
        if (fault != null && fault.hang()) {
            return Mono.never();
        }
        Mono<Reply> answer =
                fault != null && fault.replacesAnswer() ? Mono.just(madeUp(fault)) : regular(inbound, work);
        return answer.flatMap(reply -> (reply.readsBody() ? inbound.drain() : Mono.<Void>empty())
                .then(Mono.defer(() -> ReplyWriter.write(inbound, response, live, reply, fault))));
    }

    private static Mono<Reply> regular(Inbound inbound, Work work) {
        return Mono.defer(() -> work.answer(inbound))
                // whoever broke off gets no answer, and the log none either
                .onErrorResume(error -> AbortedException.isConnectionReset(error) || inbound.isClosed(), error -> {
                    LOG.debug("A request was broken off", error);
                    return inbound.close().then(Mono.empty());
                })
                .onErrorResume(ApiFailure.class, failure -> Mono.just(failure.reply()))
                .onErrorResume(RuntimeException.class, error -> {
                    LOG.debug("A request failed unexpectedly", error);
                    return Mono.just(ApiFailure.internal(String.valueOf(error.getMessage()))
                            .reply());
                });
    }

    private static Reply madeUp(Fault fault) {
        String body = fault.body();
        String contentType = fault.contentType();
        return body == null || contentType == null
                ? Reply.empty(fault.status())
                : Reply.text(fault.status(), contentType, body);
    }

    /** The path of a request target as it was sent. */
    public static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.requestHeaders().forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            headers.put(name, CREDENTIALS.contains(name) ? hidden(header.getValue()) : header.getValue());
        });
        return headers;
    }

    private static String hidden(String credentials) {
        int space = credentials.indexOf(' ');
        return space < 0 ? "<hidden>" : credentials.substring(0, space) + " <hidden>";
    }
}
