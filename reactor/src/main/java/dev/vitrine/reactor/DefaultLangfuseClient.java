package dev.vitrine.reactor;

import dev.vitrine.reactor.dataset.DatasetClient;
import dev.vitrine.reactor.dataset.DatasetFacet;
import dev.vitrine.reactor.dataset.DatasetSettings;
import dev.vitrine.reactor.evaluation.EvaluationClient;
import dev.vitrine.reactor.evaluation.EvaluationFacet;
import dev.vitrine.reactor.experiment.ExperimentClient;
import dev.vitrine.reactor.experiment.ExperimentFacet;
import dev.vitrine.reactor.experiment.ExperimentSettings;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.media.MediaClient;
import dev.vitrine.reactor.media.MediaFacet;
import dev.vitrine.reactor.media.MediaSettings;
import dev.vitrine.reactor.prompt.PromptClient;
import dev.vitrine.reactor.prompt.PromptFacet;
import dev.vitrine.reactor.score.ScoreClient;
import dev.vitrine.reactor.score.ScoreFacet;
import dev.vitrine.reactor.score.ScoreSettings;
import dev.vitrine.reactor.trace.Tracing;
import dev.vitrine.reactor.trace.TracingFacet;
import dev.vitrine.reactor.trace.TracingHost;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

final class DefaultLangfuseClient implements LangfuseClient {
    private static final Logger log = LoggerFactory.getLogger(DefaultLangfuseClient.class);

    private static final int LAST_PART = 10; // of the limit, which is left for media in any case

    private static final String NO_PROJECT =
            "This Langfuse client is disabled on purpose: no project was chosen, or one"
                    + " that is unknown here; register its client, or give the client itself where it is used";

    private final ClientSettings settings;
    private final Gate gate;
    private final ApiClient api;
    private final TracingFacet tracing;
    // What a program does not use is not made: most of starting up is the loading of classes
    private final Lazy<MediaFacet> media;
    private final Lazy<MediaClient> mediaClient;
    private final Lazy<DatasetClient> datasets;
    private final Lazy<ScoreClient> scores;
    private final Lazy<PromptClient> prompts;
    private final Lazy<ExperimentClient> experiments;
    private final Lazy<EvaluationClient> evaluations;
    private final Lazy<Projects> projects;
    private final Lazy<Mono<Void>> disposal;
    private final Disposable.Composite closing = Disposables.composite();
    private final Disposable.Composite closed = Disposables.composite();

    private DefaultLangfuseClient(ClientSettings settings, Gate gate, ClientTransport transport) {
        this.settings = settings;
        this.gate = gate;
        ApiExchange calls = new GatedExchanges.Api(transport.api(), gate);
        this.api = new DefaultApiClient(calls);
        this.projects = new Lazy<>(() -> new Projects(calls));
        this.tracing = TracingFacet.create(
                settings.tracing(),
                new TracingHost(
                        settings.publicKey(),
                        settings.secretKey(),
                        settings.baseUrl(),
                        settings.headers(),
                        settings.apiTimeouts().response(),
                        Mono.defer(() -> projects.get().id()),
                        settings.variables(),
                        settings.clock(),
                        settings.scheduler(),
                        FacetSettings.traceMedia(settings, transport)));
        this.media = new Lazy<>(() -> media(settings, gate, transport, calls));
        this.mediaClient = new Lazy<>(() -> media.get().client());
        this.datasets = new Lazy<>(() -> DatasetFacet.client(
                calls,
                media.get(),
                new DatasetSettings(settings.retry().maxRetries(), settings.clock(), settings.scheduler())));
        long random = new SecureRandom().nextLong(); // now: it can block, which event loops must not
        this.scores = new Lazy<>(() -> scores(settings, gate, transport, tracing, random));
        this.prompts =
                new Lazy<>(() -> PromptFacet.client(calls, settings.facets().prompts(settings)));
        this.evaluations = new Lazy<>(() -> EvaluationFacet.client(calls, scores.get(), settings.scheduler()));
        this.experiments = new Lazy<>(() -> ExperimentFacet.client(
                calls,
                datasets.get(),
                tracing,
                scores.get(),
                new ExperimentSettings(settings.baseUrl(), projectId(), settings.clock(), settings.scheduler())));
        this.disposal = new Lazy<>(() -> Mono.defer(() -> dispose(settings, transport))
                .doOnTerminate(closed::dispose) // before those who wait go on
                .cache());
    }

    private static MediaFacet media(ClientSettings settings, Gate gate, ClientTransport transport, ApiExchange calls) {
        return new MediaFacet(
                calls,
                new GatedExchanges.Storage(transport.downloads(), gate),
                new GatedExchanges.Pipeline(transport.pipeline(), gate),
                new MediaSettings(
                        settings.mediaUploadEnabled(),
                        settings.limits().bytesInMemory(),
                        settings.transferTimeouts().response(),
                        settings.uploadListener(),
                        settings.clock(),
                        settings.scheduler()));
    }

    /** Spans, scores, media, within one limit; then the connections. */
    private Mono<Void> dispose(ClientSettings settings, ClientTransport transport) {
        gate.close();
        closing.dispose();
        Duration limit = settings.shutdownTimeout();
        Scheduler timer = settings.scheduler();
        long started = timer.now(TimeUnit.NANOSECONDS);
        // behind the gate, so that what is made from now on is closed
        ScoreClient sending = scores.ifMade();
        PromptClient refreshing = prompts.ifMade();
        Mono<Void> sent = sending == null ? Mono.empty() : sending.disposeLater();
        Mono<Void> refreshed = refreshing == null ? Mono.empty() : refreshing.disposeLater();
        return Mono.when(tracing.shutdown(limit), sent.then(refreshed))
                .then(Mono.defer(() -> {
                    Duration taken = Duration.ofNanos(timer.now(TimeUnit.NANOSECONDS) - started);
                    Duration least = limit.dividedBy(LAST_PART);
                    Duration left = limit.minus(taken);
                    return tracing.shutdownMedia(left.compareTo(least) > 0 ? left : least);
                }))
                .then(transport.disposeLater(limit, timer));
    }

    /** Past the gate: what was accepted is still sent while the client closes. */
    private static ScoreClient scores(
            ClientSettings settings, Gate gate, ClientTransport transport, TracingFacet tracing, long random) {
        if (!tracing.isEnabled()) {
            return ScoreFacet.silent(Mono.empty());
        }
        if (!gate.isEnabled()) {
            return ScoreFacet.silent(gate.mono(Mono::empty));
        }
        ScoreSettings given = settings.facets().scores(settings, tracing, random);
        return gate.isClosed() ? ScoreFacet.closed(transport.api(), given) : ScoreFacet.client(transport.api(), given);
    }

    static DefaultLangfuseClient create(ClientSettings settings) {
        String missing = missingKey(settings);
        DefaultLangfuseClient client =
                new DefaultLangfuseClient(settings, new Gate(missing), ClientTransport.of(settings));
        if (missing != null) {
            log.warn("{}", missing);
        } else {
            log.info(
                    "Langfuse client for {} with public key {}, timeout {}, media upload {} with {} at a time, tracing {}",
                    settings.baseUrl(),
                    settings.publicKey(),
                    settings.apiTimeouts().response(),
                    settings.mediaUploadEnabled() ? "on" : "off",
                    settings.limits().concurrentUploads(),
                    client.tracing.summary());
        }
        return client;
    }

    static LangfuseClient disabled() {
        ClientSettings settings = LangfuseClient.builder().resolve(Environment.empty());
        return new DefaultLangfuseClient(settings, new Gate(NO_PROJECT), ClientTransport.of(settings));
    }

    private static @Nullable String missingKey(ClientSettings settings) {
        if (settings.publicKey() == null) {
            return "The Langfuse client is disabled: it has no public key; set LANGFUSE_PUBLIC_KEY or publicKey(…)";
        }
        if (settings.secretKey() == null) {
            return "The Langfuse client is disabled: it has no secret key; set LANGFUSE_SECRET_KEY or secretKey(…)";
        }
        return null;
    }

    /** Run when closing begins; at once if it has begun. */
    void whenClosing(Runnable action) {
        closing.add(action::run);
    }

    /** Run when closing has ended; at once if it has. */
    void whenClosed(Runnable action) {
        closed.add(action::run);
    }

    /** Whether the two do the same, as far as settings can be compared. */
    boolean isSetUpLike(DefaultLangfuseClient other) {
        return settings.isLike(other.settings) && tracing.isSetUpLike(other.tracing);
    }

    @Override
    public Optional<String> publicKey() {
        return Optional.ofNullable(settings.publicKey());
    }

    @Override
    public DatasetClient datasets() {
        return datasets.get();
    }

    @Override
    public MediaClient media() {
        return mediaClient.get();
    }

    @Override
    public ScoreClient scores() {
        return scores.get();
    }

    @Override
    public ExperimentClient experiments() {
        return experiments.get();
    }

    @Override
    public PromptClient prompts() {
        return prompts.get();
    }

    @Override
    public EvaluationClient evaluations() {
        return evaluations.get();
    }

    @Override
    public Tracing tracing() {
        return tracing.tracing();
    }

    @Override
    public ApiClient api() {
        return api;
    }

    @Override
    public boolean isEnabled() {
        return gate.isEnabled();
    }

    @Override
    public Mono<Boolean> authCheck() {
        return Mono.defer(() ->
                        isEnabled() ? projects.get().all().map(Projects::onlyId).thenReturn(true) : Mono.just(false))
                .checkpoint("Check of the keys [LangfuseClient]");
    }

    @Override
    public Mono<String> projectId() {
        return gate.mono(() -> projects.get().id()).checkpoint("Lookup of the project [LangfuseClient]");
    }

    @Override
    public Mono<Void> disposeLater() {
        return disposal.get();
    }

    @Override
    public void close() {
        Future<Void> started = disposal.get().onErrorComplete().toFuture();
        log.debug("Closing of {} {}", this, started.isDone() ? "done" : "started");
    }

    @Override
    public String toString() {
        return "LangfuseClient[" + settings.baseUrl() + (isEnabled() ? "" : ", disabled") + "]";
    }
}
