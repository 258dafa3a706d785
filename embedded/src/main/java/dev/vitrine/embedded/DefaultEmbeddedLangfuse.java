package dev.vitrine.embedded;

import dev.vitrine.embedded.dataset.Ids;
import dev.vitrine.embedded.dataset.ProjectTables;
import dev.vitrine.embedded.http.ApiHandler;
import dev.vitrine.embedded.http.Gate;
import dev.vitrine.embedded.http.Tenant;
import dev.vitrine.embedded.media.MediaLink;
import dev.vitrine.embedded.media.MediaUrls;
import dev.vitrine.embedded.score.ScoreTable;
import dev.vitrine.embedded.storage.Bucket;
import dev.vitrine.embedded.storage.ObjectHandler;
import dev.vitrine.embedded.storage.ObjectStore;
import dev.vitrine.embedded.storage.UrlSigner;
import dev.vitrine.embedded.trace.EmbeddedTraces;
import dev.vitrine.embedded.traffic.Faults;
import dev.vitrine.embedded.traffic.RequestLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;

/** Puts the parts together, and takes them apart again. */
final class DefaultEmbeddedLangfuse implements EmbeddedLangfuse {
    private static final String BUCKET = "langfuse-media";
    private static final int FILE_THREADS = 8;
    private static final int FILE_TASKS = 100_000;

    private final Tenant first;
    private final ProjectTables tables;
    private final ScoreTable scores;
    private final EmbeddedTraces traces;
    private final Faults faults;
    private final RequestLog requests;
    private final String baseUrl;
    private final String storageUrl;
    private final Storage storage;
    private final Mono<Void> disposal;

    private DefaultEmbeddedLangfuse(
            Tenant first,
            ProjectTables tables,
            ScoreTable scores,
            EmbeddedTraces traces,
            Foundation foundation,
            Gates gates,
            String baseUrl,
            String storageUrl) {
        this.first = first;
        this.tables = tables;
        this.scores = scores;
        this.traces = traces;
        this.faults = gates.faults();
        this.requests = gates.requests();
        this.baseUrl = baseUrl;
        this.storageUrl = storageUrl;
        this.storage = new DefaultStorage(foundation.store(), foundation.directory(), foundation.files());
        this.disposal = Mono.defer(() -> foundation.remove(gates.requests().inFlight() > 0))
                .cache();
    }

    /** What both servers stand on. */
    private record Foundation(
            Servers servers, Scheduler files, Path directory, UrlSigner signer, Ids ids, ObjectStore store) {
        static Foundation lay(Settings settings, Scheduler files) throws IOException {
            byte[] secret = new byte[32];
            new SecureRandom().nextBytes(secret);
            Path directory = PlatformDirectory.create(settings.directory());
            ObjectStore store = new ObjectStore(directory, settings.clock(), files);
            UrlSigner signer = new UrlSigner(settings.clock(), "embedded", secret);
            Ids ids = new Ids(ByteBuffer.wrap(secret).getInt() & 0xFFFF_FFFFL);
            return new Foundation(new Servers(), files, directory, signer, ids, store);
        }

        Mono<Void> remove(boolean busy) {
            return servers.stop(busy)
                    .then(Mono.<Void>fromCallable(() -> {
                                PlatformDirectory.delete(directory);
                                return null;
                            })
                            // an upload that is being cancelled may still make its file
                            .retry(3)
                            .subscribeOn(files))
                    .then(files.disposeGracefully())
                    .checkpoint("Disposal of the embedded platform [DefaultEmbeddedLangfuse]");
        }
    }

    private record Gates(RequestLog requests, Faults faults, Gate gate) {
        static Gates open(Settings settings) {
            RequestLog requests = new RequestLog(settings.clock(), settings.maxLoggedRequests());
            Faults faults = new Faults();
            return new Gates(requests, faults, new Gate(requests, faults));
        }
    }

    static Mono<EmbeddedLangfuse> start(Settings settings) {
        return Mono.defer(() -> {
            Scheduler files =
                    Schedulers.newBoundedElastic(FILE_THREADS, FILE_TASKS, "vitrine-embedded-files", 60, true);
            return Mono.fromCallable(() -> Foundation.lay(settings, files))
                    .subscribeOn(files)
                    .doOnError(error -> files.dispose())
                    .flatMap(foundation -> bind(settings, foundation)
                            .onErrorResume(error -> foundation.remove(false).then(Mono.error(error))))
                    .checkpoint("Start of the embedded platform [DefaultEmbeddedLangfuse]");
        });
    }

    private static Mono<EmbeddedLangfuse> bind(Settings settings, Foundation foundation) {
        UrlSigner signer = foundation.signer();
        Gates gates = Gates.open(settings);
        ObjectHandler objects = new ObjectHandler(
                gates.gate(), foundation.store(), BUCKET, signer, settings.clock(), settings.earlyRefusal());
        return foundation
                .servers()
                .bind(settings.storagePort(), objects)
                .map(Servers::url)
                .flatMap(storageUrl -> bindApi(settings, foundation, gates, new Bucket(BUCKET, storageUrl, signer)));
    }

    private static Mono<EmbeddedLangfuse> bindApi(
            Settings settings, Foundation foundation, Gates gates, Bucket bucket) {
        Map<String, ProjectTables> projects = new LinkedHashMap<>();
        for (Tenant tenant : settings.tenants()) {
            String id = tenant.projectId();
            projects.put(id, ProjectTables.create(id, settings.clock(), foundation.ids(), settings.maxItems()));
        }
        TelemetryRoutes telemetry = new TelemetryRoutes(settings, foundation.ids());
        MediaUrls urls =
                new MediaUrls(bucket, settings.clock(), settings.uploadUrlLifetime(), settings.downloadUrlLifetime());
        TraceRoutes traces = new TraceRoutes(settings, telemetry::scores);
        ApiHandler api = new ApiHandler(
                gates.gate(),
                traces.addTo(telemetry.addTo(PlatformRoutes.create(settings, projects, urls))),
                settings.tenants(),
                settings.maxBodyBytes());
        Tenant first = settings.tenants().get(0);
        ProjectTables tables = Objects.requireNonNull(projects.get(first.projectId()), "tables");
        return foundation
                .servers()
                .bind(settings.port(), api)
                .map((DisposableServer server) -> new DefaultEmbeddedLangfuse(
                        first,
                        tables,
                        telemetry.scores(first.projectId()),
                        new EmbeddedTraces(traces.spans(first.projectId()), tables.media()),
                        foundation,
                        gates,
                        Servers.url(server),
                        bucket.origin()));
    }

    @Override
    public String baseUrl() {
        return baseUrl;
    }

    @Override
    public String storageUrl() {
        return storageUrl;
    }

    @Override
    public String publicKey() {
        return first.publicKey();
    }

    @Override
    public String secretKey() {
        return first.secretKey();
    }

    @Override
    public String projectId() {
        return first.projectId();
    }

    @Override
    public Faults faults() {
        return faults;
    }

    @Override
    public RequestLog requests() {
        return requests;
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public EmbeddedTraces traces() {
        return traces;
    }

    @Override
    public List<MediaLink> pendingLinks() {
        return tables.media().pendingLinks();
    }

    @Override
    public List<MediaLink> traceLinks() {
        return tables.media().traceLinks();
    }

    @Override
    public int mediaCount() {
        return tables.media().count();
    }

    @Override
    public int itemCount() {
        return tables.items().count();
    }

    @Override
    public int scoreCount() {
        return scores.count();
    }

    @Override
    public long scoreWrites() {
        return scores.writes();
    }

    @Override
    public boolean forgetMedia(String mediaId) {
        return tables.media().remove(Objects.requireNonNull(mediaId, "mediaId"));
    }

    @Override
    public Mono<Void> disposeLater() {
        return disposal;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // whoever wants to wait uses disposeLater
    public void close() {
        disposal.toFuture();
    }

    @Override
    public String toString() {
        return "EmbeddedLangfuse[" + baseUrl + "]";
    }
}
