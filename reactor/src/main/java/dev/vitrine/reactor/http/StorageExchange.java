package dev.vitrine.reactor.http;

import com.google.errorprone.annotations.CheckReturnValue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Transfers to and from signed URLs: no credentials, no additional headers, no redirects, no retries. */
@CheckReturnValue
public interface StorageExchange {

    /**
     * Sends exactly the body's length, with a Content-Length and never chunked. One byte more or less is an error, and the
     * connection is closed. A steady file goes to the socket without passing through this process's memory, where no TLS
     * is in the way.
     *
     * @return any answer whatever its status, its body cut to an excerpt; I/O errors as signals
     */
    Mono<StorageAnswer> send(String method, SignedUrl url, Map<String, String> headers, TransferBody body);

    /** The same for a body that is nowhere else. */
    default Mono<StorageAnswer> send(
            String method, SignedUrl url, Map<String, String> headers, long length, Publisher<ByteBuffer> body) {
        return send(method, url, headers, TransferBody.of(length, body));
    }

    /**
     * Fetches the content by demand, in heap buffers of their own.
     *
     * @param responseTimeout the longest wait for the next bytes
     * @return the content, or a {@link StorageException} for any status but 200
     */
    Flux<ByteBuffer> get(SignedUrl url, Duration responseTimeout);
}
