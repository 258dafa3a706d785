package dev.vitrine.reactor;

import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import dev.vitrine.reactor.http.SignedUrl;
import dev.vitrine.reactor.http.StorageAnswer;
import dev.vitrine.reactor.http.StorageExchange;
import dev.vitrine.reactor.http.TransferBody;
import dev.vitrine.reactor.transfer.BlobPipeline;
import dev.vitrine.reactor.transfer.BlobReceipt;
import dev.vitrine.reactor.transfer.BlobStore;
import dev.vitrine.reactor.transfer.PreparedBlob;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The ways out of a client, each behind its {@link Gate}. */
final class GatedExchanges {
    private GatedExchanges() {}

    record Api(ApiExchange calls, Gate gate) implements ApiExchange {
        @Override
        public <T> Mono<T> exchange(ApiRequest request, Function<? super byte[], ? extends T> decoder) {
            return gate.mono(() -> calls.exchange(request, decoder));
        }

        @Override
        public Mono<Void> send(ApiRequest request) {
            return gate.mono(() -> calls.send(request));
        }

        @Override
        public Flux<ByteBuffer> stream(ApiRequest request) {
            return gate.flux(() -> calls.stream(request));
        }
    }

    record Storage(StorageExchange transfers, Gate gate) implements StorageExchange {
        @Override
        public Mono<StorageAnswer> send(String method, SignedUrl url, Map<String, String> headers, TransferBody body) {
            return gate.mono(() -> transfers.send(method, url, headers, body));
        }

        @Override
        public Flux<ByteBuffer> get(SignedUrl url, Duration responseTimeout) {
            return gate.flux(() -> transfers.get(url, responseTimeout));
        }
    }

    record Pipeline(Supplier<BlobPipeline> blobs, Gate gate) implements BlobPipeline {
        @Override
        public Mono<PreparedBlob> prepare(ContentSource source, @Nullable ContentType declared, @Nullable String name) {
            return gate.mono(() -> blobs.get().prepare(source, declared, name));
        }

        @Override
        public Mono<BlobReceipt> store(PreparedBlob blob, BlobStore store) {
            return gate.mono(() -> blobs.get().store(blob, store));
        }

        @Override
        public Mono<Void> disposeLater() {
            return Mono.defer(() -> blobs.get().disposeLater());
        }
    }
}
