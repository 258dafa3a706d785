package dev.vitrine.reactor;

import dev.vitrine.json.JsonValue;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

record DefaultApiClient(ApiExchange calls) implements ApiClient {
    @Override
    public Mono<JsonValue> exchange(ApiRequest request) {
        Objects.requireNonNull(request, "request");
        return calls.exchange(request, DefaultApiClient::value);
    }

    @Override
    public Flux<ByteBuffer> stream(ApiRequest request) {
        Objects.requireNonNull(request, "request");
        return calls.stream(request);
    }

    private static @Nullable JsonValue value(byte[] body) {
        return body.length == 0 ? null : JsonValue.ofBytes(body);
    }
}
