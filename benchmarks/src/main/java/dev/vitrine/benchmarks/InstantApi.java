package dev.vitrine.benchmarks;

import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import java.nio.ByteBuffer;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A platform that answers everything at once with the same bytes, so that only the client's own work is measured. */
public final class InstantApi implements ApiExchange {
    private final byte[] answer;

    public InstantApi(byte[] answer) {
        this.answer = answer;
    }

    @Override
    public <T> Mono<T> exchange(ApiRequest request, Function<? super byte[], ? extends T> decoder) {
        return Mono.fromCallable(() -> decoder.apply(answer));
    }

    @Override
    public Mono<Void> send(ApiRequest request) {
        return Mono.empty();
    }

    @Override
    public Flux<ByteBuffer> stream(ApiRequest request) {
        return Flux.just(ByteBuffer.wrap(answer));
    }
}
