package dev.vitrine.reactor;

import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.HttpRuntime;
import dev.vitrine.reactor.http.HttpSettings;
import dev.vitrine.reactor.http.HttpTimeouts;
import dev.vitrine.reactor.http.StorageExchange;
import dev.vitrine.reactor.transfer.BlobPipeline;
import dev.vitrine.reactor.transfer.TransferSettings;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The connections of one client: to the platform, to stores for uploads, and from stores for downloads. Each kind has a
 * pool and a limit of its own, so that downloads that are read slowly keep no upload waiting.
 */
final class ClientTransport {
    private static final Logger log = LoggerFactory.getLogger(ClientTransport.class);

    private final HttpRuntime platform;
    private final HttpRuntime uploads;
    private final HttpRuntime downloads;
    private final Lazy<BlobPipeline> pipeline;

    private ClientTransport(ClientSettings settings) {
        this.platform = HttpRuntime.create(platform(settings));
        this.uploads = HttpRuntime.create(stores(settings)
                .maxConcurrentTransfers(settings.limits().concurrentUploads())
                .build());
        this.downloads = HttpRuntime.create(stores(settings)
                .maxConcurrentTransfers(settings.limits().concurrentDownloads())
                .build());
        this.pipeline = new Lazy<>(() -> BlobPipeline.create(uploads.storage(), transfers(settings)));
    }

    static ClientTransport of(ClientSettings settings) {
        return new ClientTransport(settings);
    }

    private static HttpSettings platform(ClientSettings settings) {
        HttpSettings.Builder builder = common(settings, settings.apiTimeouts())
                .maxConcurrentApiCalls(settings.limits().concurrentApiCalls());
        String publicKey = settings.publicKey();
        String secretKey = settings.secretKey();
        if (publicKey != null && secretKey != null) {
            builder.basicAuth(publicKey, secretKey).header("X-Langfuse-Public-Key", publicKey);
        }
        return builder.header("X-Langfuse-Sdk-Name", "vitrine")
                .headers(settings.headers())
                .build();
    }

    private static HttpSettings.Builder stores(ClientSettings settings) {
        return common(settings, settings.transferTimeouts());
    }

    private static HttpSettings.Builder common(ClientSettings settings, HttpTimeouts timeouts) {
        return HttpSettings.builder(settings.baseUrl())
                .timeouts(timeouts)
                .retry(settings.retry())
                .customizer(settings.httpClient())
                .timer(settings.scheduler())
                .clock(settings.clock());
    }

    private static TransferSettings transfers(ClientSettings settings) {
        TransferSettings.Builder builder = TransferSettings.builder()
                .maxConcurrentUploads(settings.limits().concurrentUploads())
                .maxInFlightBytes(settings.limits().inFlightBytes())
                .retry(settings.retry())
                .timer(settings.scheduler())
                .clock(settings.clock());
        if (settings.spoolDirectory() != null) {
            builder.spoolDirectory(settings.spoolDirectory());
        }
        if (settings.limits().contentBytes() != null) {
            builder.maxContentBytes(settings.limits().contentBytes());
        }
        return builder.build();
    }

    ApiExchange api() {
        return platform.api();
    }

    StorageExchange downloads() {
        return downloads.storage();
    }

    /** Made when it is first needed, and ended by {@link #disposeLater}. */
    Supplier<BlobPipeline> pipeline() {
        return pipeline;
    }

    Mono<Void> disposeLater(Duration timeout, Scheduler timer) {
        Mono<Void> uploadsEnded = Mono.defer(() -> {
                    BlobPipeline made = pipeline.ifMade();
                    return made == null ? Mono.empty() : made.disposeLater();
                })
                .timeout(timeout, timer)
                .onErrorResume(error -> {
                    log.warn("Uploads did not end within the shutdown timeout of {}: {}", timeout, error.toString());
                    return Mono.empty();
                });
        return uploadsEnded.then(
                Mono.whenDelayError(platform.disposeLater(), uploads.disposeLater(), downloads.disposeLater()));
    }
}
