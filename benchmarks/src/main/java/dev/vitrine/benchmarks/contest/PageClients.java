package dev.vitrine.benchmarks.contest;

import dev.vitrine.benchmarks.InstantApi;
import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import dev.vitrine.reactor.dataset.DatasetClient;
import dev.vitrine.reactor.dataset.DatasetFacet;
import dev.vitrine.reactor.dataset.DatasetSettings;
import dev.vitrine.reactor.http.SignedUrl;
import dev.vitrine.reactor.http.StorageAnswer;
import dev.vitrine.reactor.http.StorageExchange;
import dev.vitrine.reactor.http.TransferBody;
import dev.vitrine.reactor.media.MediaFacet;
import dev.vitrine.reactor.media.MediaSettings;
import dev.vitrine.reactor.media.UploadListener;
import dev.vitrine.reactor.transfer.BlobPipeline;
import dev.vitrine.reactor.transfer.BlobReceipt;
import dev.vitrine.reactor.transfer.BlobStore;
import dev.vitrine.reactor.transfer.PreparedBlob;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Dataset clients that read from memory, so that decoding is measured without a network. */
public final class PageClients {
    private PageClients() {}

    /** A client for which every page is this one. */
    public static DatasetClient of(byte[] page) {
        InstantApi api = new InstantApi(page);
        MediaSettings settings = new MediaSettings(
                true, 1, Duration.ofSeconds(1), UploadListener.none(), Clock.systemUTC(), Schedulers.parallel());
        MediaFacet media = new MediaFacet(api, new NoStorage(), new NoPipeline(), settings);
        return DatasetFacet.client(api, media, new DatasetSettings(0, Clock.systemUTC(), Schedulers.parallel()));
    }

    private static final class NoStorage implements StorageExchange {
        @Override
        public Mono<StorageAnswer> send(String method, SignedUrl url, Map<String, String> headers, TransferBody body) {
            return Mono.error(UnsupportedOperationException::new);
        }

        @Override
        public Flux<ByteBuffer> get(SignedUrl url, Duration responseTimeout) {
            return Flux.error(UnsupportedOperationException::new);
        }
    }

    private static final class NoPipeline implements BlobPipeline {
        @Override
        public Mono<PreparedBlob> prepare(ContentSource source, @Nullable ContentType declared, @Nullable String name) {
            return Mono.error(UnsupportedOperationException::new);
        }

        @Override
        public Mono<BlobReceipt> store(PreparedBlob blob, BlobStore store) {
            return Mono.error(UnsupportedOperationException::new);
        }

        @Override
        public Mono<Void> disposeLater() {
            return Mono.empty();
        }
    }
}
