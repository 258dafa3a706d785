package dev.vitrine.reactor;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.json.JsonValue;
import dev.vitrine.reactor.http.ApiRequest;
import java.nio.ByteBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Any call to the platform's API, for what no facet covers. */
@CheckReturnValue
public interface ApiClient {

    /** Emits the answer's JSON; empty for an answer without a body. */
    Mono<JsonValue> exchange(ApiRequest request);

    /** Emits the answer's body as it arrives, by demand. */
    Flux<ByteBuffer> stream(ApiRequest request);
}
