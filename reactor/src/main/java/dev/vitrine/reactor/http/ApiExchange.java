package dev.vitrine.reactor.http;

import com.google.errorprone.annotations.CheckReturnValue;
import java.nio.ByteBuffer;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Calls to a platform's own API: with its credentials, retries and error mapping. Cold; each subscription is a call.
 */
@CheckReturnValue
public interface ApiExchange {

    /**
     * Sends the request and decodes the whole answer, which is held in memory up to {@link ApiRequest#maxAnswerBytes()}.
     *
     * @return the decoded answer, or an {@link ApiException} for any status but 2xx
     */
    <T> Mono<T> exchange(ApiRequest request, Function<? super byte[], ? extends T> decoder);

    /** Sends the request and drops the answer. */
    Mono<Void> send(ApiRequest request);

    /**
     * Sends the request and emits the answer's body as it arrives, in heap buffers of their own, by demand. Retried only
     * before the first buffer. Cancelling closes the connection.
     */
    Flux<ByteBuffer> stream(ApiRequest request);
}
