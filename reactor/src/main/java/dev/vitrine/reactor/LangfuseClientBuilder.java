package dev.vitrine.reactor;

import dev.vitrine.reactor.http.HttpClientCustomizer;
import dev.vitrine.reactor.http.HttpTimeouts;
import dev.vitrine.reactor.http.RetryPolicy;
import dev.vitrine.reactor.media.UploadListener;
import dev.vitrine.reactor.trace.TraceMediaOptions;
import dev.vitrine.reactor.trace.TracingOptions;
import dev.vitrine.score.ScoreQueueOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Settings of a {@link LangfuseClient}. What is not set here is taken from the system property, then from the environment
 * variable that is named, then from the default. Mutable and not thread-safe; {@link #build()} may be called repeatedly.
 */
public final class LangfuseClientBuilder {
    private static final int DEFAULT_UPLOADS = 32;
    private static final int DEFAULT_DOWNLOADS = 32;
    private static final int DEFAULT_API_CALLS = 64;
    private static final long DEFAULT_IN_FLIGHT_BYTES = 64L * 1024 * 1024;
    private static final int DEFAULT_BYTES_IN_MEMORY = 64 * 1024 * 1024;
    private static final Duration DEFAULT_SHUTDOWN = Duration.ofSeconds(10);

    private @Nullable String publicKey;
    private @Nullable String secretKey;
    private @Nullable String baseUrl;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable Boolean debug;
    private @Nullable Duration timeout;
    private Duration connectTimeout = HttpTimeouts.DEFAULTS.connect();
    private Duration pendingAcquireTimeout = HttpTimeouts.DEFAULTS.pendingAcquire();
    private Duration responseTimeout = HttpTimeouts.DEFAULTS.response();
    private Duration callTimeout = HttpTimeouts.DEFAULTS.call();
    private RetryPolicy retry = RetryPolicy.DEFAULTS;
    private HttpClientCustomizer httpClient = HttpClientCustomizer.none();
    private @Nullable Boolean mediaUploadEnabled;
    private @Nullable Integer maxConcurrentUploads;
    private int maxConcurrentDownloads = DEFAULT_DOWNLOADS;
    private int maxConcurrentApiCalls = DEFAULT_API_CALLS;
    private long maxInFlightBytes = DEFAULT_IN_FLIGHT_BYTES;
    private int maxBytesInMemory = DEFAULT_BYTES_IN_MEMORY;
    private @Nullable Long maxContentBytes;
    private @Nullable Path spoolDirectory;
    private UploadListener uploadListener = UploadListener.none();
    private final TracingOptions tracing = TracingOptions.create();
    private final TraceMediaOptions traceMedia = TraceMediaOptions.create();
    private Duration shutdownTimeout = DEFAULT_SHUTDOWN;
    private boolean shutdownHook;
    private Consumer<ScoreQueueOptions.Builder> scoreQueue = options -> {};
    private @Nullable Duration promptTimeToLive;
    private Clock clock = Clock.systemUTC();
    private Scheduler scheduler = Schedulers.parallel();
    private Function<String, @Nullable String> variables = System::getenv;

    LangfuseClientBuilder() {}

    /** The project's public key; {@code LANGFUSE_PUBLIC_KEY}. Without it the client is disabled. */
    public LangfuseClientBuilder publicKey(String key) {
        this.publicKey = requireText(key, "publicKey");
        return this;
    }

    /** The project's secret key; {@code LANGFUSE_SECRET_KEY}. Without it the client is disabled. */
    public LangfuseClientBuilder secretKey(String key) {
        this.secretKey = requireText(key, "secretKey");
        return this;
    }

    /** {@code LANGFUSE_BASE_URL}, then {@code LANGFUSE_HOST} (deprecated); {@code https://cloud.langfuse.com} by default. */
    public LangfuseClientBuilder baseUrl(String url) {
        this.baseUrl = requireText(url, "baseUrl");
        return this;
    }

    /** {@link #baseUrl(String)}. */
    public LangfuseClientBuilder baseUrl(URI url) {
        return baseUrl(Objects.requireNonNull(url, "baseUrl").toString());
    }

    /** A header of every call to the platform, in place of a default one of that name. Never sent to a store. */
    public LangfuseClientBuilder header(String name, String value) {
        headers.put(requireText(name, "name"), Objects.requireNonNull(value, "value"));
        return this;
    }

    /** {@link #header} for each entry. */
    public LangfuseClientBuilder headers(Map<String, String> all) {
        all.forEach(this::header);
        return this;
    }

    /**
     * {@code LANGFUSE_DEBUG}, on for {@code true} only. Sets the level of the logger {@code dev.vitrine} where
     * {@code java.util.logging} is the backend; other backends have their own configuration.
     */
    public LangfuseClientBuilder debug(boolean debug) {
        this.debug = debug;
        return this;
    }

    /** The longest wait for the next bytes of the platform's answer, for each attempt; {@code LANGFUSE_TIMEOUT}; 5 s. */
    public LangfuseClientBuilder timeout(Duration timeout) {
        this.timeout = requirePositive(timeout, "timeout");
        return this;
    }

    /** The longest wait for a connection to open; 10 s by default. */
    public LangfuseClientBuilder connectTimeout(Duration timeout) {
        this.connectTimeout = requirePositive(timeout, "connectTimeout");
        return this;
    }

    /** The longest wait for a free connection of a pool; 45 s by default. */
    public LangfuseClientBuilder pendingAcquireTimeout(Duration timeout) {
        this.pendingAcquireTimeout = requirePositive(timeout, "pendingAcquireTimeout");
        return this;
    }

    /** The longest wait for a store to send or take the next bytes; 30 s by default. */
    public LangfuseClientBuilder responseTimeout(Duration timeout) {
        this.responseTimeout = requirePositive(timeout, "responseTimeout");
        return this;
    }

    /** The longest time of a whole call to the platform: waits, attempts and pauses together; 60 s by default. */
    public LangfuseClientBuilder callTimeout(Duration timeout) {
        this.callTimeout = requirePositive(timeout, "callTimeout");
        return this;
    }

    /** How often a failed call or transfer is repeated; 3 by default, 0 for never. */
    public LangfuseClientBuilder maxRetries(int retries) {
        this.retry = retry.withMaxRetries(retries);
        return this;
    }

    /** How often a failed call or transfer is repeated, and the pauses before it. */
    public LangfuseClientBuilder retry(RetryPolicy policy) {
        this.retry = Objects.requireNonNull(policy, "retry");
        return this;
    }

    /** Adapts the underlying client: proxy, TLS, metrics, pool. */
    public LangfuseClientBuilder httpClient(HttpClientCustomizer customizer) {
        this.httpClient = Objects.requireNonNull(customizer, "httpClient");
        return this;
    }

    /**
     * {@code LANGFUSE_MEDIA_UPLOAD_ENABLED}, off for {@code false} and {@code 0}. Off, media in an item are an error; trace
     * data stay as they are, with small media in memory as data URIs and other media as a text that says so.
     */
    public LangfuseClientBuilder mediaUploadEnabled(boolean enabled) {
        this.mediaUploadEnabled = enabled;
        return this;
    }

    /** Uploads at a time; {@code LANGFUSE_MEDIA_UPLOAD_THREAD_COUNT}, where 0 counts as 1; 32 by default. */
    public LangfuseClientBuilder maxConcurrentUploads(int uploads) {
        this.maxConcurrentUploads = requirePositive(uploads, "maxConcurrentUploads");
        return this;
    }

    /** Downloads at a time; 32 by default. */
    public LangfuseClientBuilder maxConcurrentDownloads(int downloads) {
        this.maxConcurrentDownloads = requirePositive(downloads, "maxConcurrentDownloads");
        return this;
    }

    /** Calls to the platform at a time; 64 by default. */
    public LangfuseClientBuilder maxConcurrentApiCalls(int calls) {
        this.maxConcurrentApiCalls = requirePositive(calls, "maxConcurrentApiCalls");
        return this;
    }

    /** Heap buffers of all uploads together, in bytes; 64 MiB by default. */
    public LangfuseClientBuilder maxInFlightBytes(long bytes) {
        this.maxInFlightBytes = requirePositive(bytes, "maxInFlightBytes");
        return this;
    }

    /** The most content that one call such as {@code MediaHandle.bytes()} holds as a whole; 64 MiB by default. */
    public LangfuseClientBuilder maxBytesInMemory(int bytes) {
        this.maxBytesInMemory = requirePositive(bytes, "maxBytesInMemory");
        return this;
    }

    /** The longest content that is uploaded, in bytes; 5 GiB by default. The server has a limit of its own. */
    public LangfuseClientBuilder maxContentBytes(long bytes) {
        this.maxContentBytes = requirePositive(bytes, "maxContentBytes");
        return this;
    }

    /** Told of each upload that succeeded, be it of an item's media or of media by themselves. */
    public LangfuseClientBuilder onUpload(UploadListener listener) {
        this.uploadListener = Objects.requireNonNull(listener, "onUpload");
        return this;
    }

    /** Where content that can be read only once is kept until it is sent; the system's temporary directory by default. */
    public LangfuseClientBuilder spoolDirectory(Path directory) {
        this.spoolDirectory = Objects.requireNonNull(directory, "spoolDirectory");
        return this;
    }

    /** Settings of tracing; a later call changes what an earlier one set. */
    public LangfuseClientBuilder tracing(Consumer<? super TracingOptions> settings) {
        settings.accept(tracing);
        return this;
    }

    /**
     * How media in trace data are found and kept until they are uploaded; a later call changes what an earlier one set.
     * They share {@link #maxConcurrentUploads} with all other uploads.
     */
    public LangfuseClientBuilder traceMedia(Consumer<? super TraceMediaOptions> settings) {
        settings.accept(traceMedia);
        return this;
    }

    /** How long closing waits for what is under way; 10 s by default. */
    public LangfuseClientBuilder shutdownTimeout(Duration timeout) {
        this.shutdownTimeout = requirePositive(timeout, "shutdownTimeout");
        return this;
    }

    /**
     * Whether the end of the JVM closes the client and waits for it, at most for the shutdown timeout, so that spans and
     * scores that wait are still delivered. Off by default, as containers and frameworks close what is theirs, in their
     * order. The hook keeps the client reachable, and is gone once the client is closed; {@code System.exit} and signals
     * run it, {@code Runtime.halt} and a killed process do not.
     */
    public LangfuseClientBuilder shutdownHook(boolean install) {
        this.shutdownHook = install;
        return this;
    }

    /**
     * Bounds of the score queue and of its batches; {@code LANGFUSE_FLUSH_AT}, {@code LANGFUSE_FLUSH_INTERVAL} and
     * {@code LANGFUSE_MAX_BATCH_SIZE_BYTES}, over which this has the last word.
     */
    public LangfuseClientBuilder scoreQueue(Consumer<ScoreQueueOptions.Builder> options) {
        this.scoreQueue = Objects.requireNonNull(options, "options");
        return this;
    }

    /** How long a fetched prompt is fresh; {@code LANGFUSE_PROMPT_CACHE_DEFAULT_TTL_SECONDS}, a minute by default. */
    public LangfuseClientBuilder promptTimeToLive(Duration duration) {
        if (Objects.requireNonNull(duration, "duration").isNegative()) {
            throw new IllegalArgumentException("promptTimeToLive must not be negative, but is " + duration);
        }
        this.promptTimeToLive = duration;
        return this;
    }

    /** Tells whether a URL has expired; the system's clock by default. */
    public LangfuseClientBuilder clock(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /** Runs timeouts and pauses; {@code Schedulers.parallel()} by default. Stays the caller's to dispose of. */
    public LangfuseClientBuilder scheduler(Scheduler scheduler) {
        this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
        return this;
    }

    /** Where environment variables are looked up, null for an unset one; the process's own by default. */
    public LangfuseClientBuilder environmentVariables(Function<String, @Nullable String> lookup) {
        this.variables = Objects.requireNonNull(lookup, "environmentVariables");
        return this;
    }

    /**
     * A client. Sends nothing. Without keys it is disabled, and a warning says which one is missing.
     *
     * <p>Not for an event loop's thread: the first client of a process has the JVM load its TLS defaults from disk.
     *
     * @throws IllegalArgumentException if a value is out of range, or a property or variable cannot be understood; the
     *     message names it
     */
    public LangfuseClient build() {
        Environment environment = new Environment(variables);
        DefaultLangfuseClient client = DefaultLangfuseClient.create(resolve(environment));
        if (shutdownHook && client.isEnabled()) {
            ShutdownHook.install(client, shutdownTimeout);
        }
        return client;
    }

    ClientSettings resolve(Environment environment) {
        Duration attempt = SettingsResolution.timeout(timeout, environment);
        SettingsResolution.applyDebug(debug, environment);
        return new ClientSettings(
                SettingsResolution.text(publicKey, "LANGFUSE_PUBLIC_KEY", environment),
                SettingsResolution.text(secretKey, "LANGFUSE_SECRET_KEY", environment),
                SettingsResolution.baseUrl(baseUrl, environment),
                Map.copyOf(headers),
                new HttpTimeouts(connectTimeout, pendingAcquireTimeout, attempt, callTimeout),
                new HttpTimeouts(connectTimeout, pendingAcquireTimeout, responseTimeout, callTimeout),
                retry,
                httpClient,
                new ClientSettings.Limits(
                        SettingsResolution.uploads(maxConcurrentUploads, DEFAULT_UPLOADS, environment),
                        maxConcurrentDownloads,
                        maxConcurrentApiCalls,
                        maxInFlightBytes,
                        maxBytesInMemory,
                        maxContentBytes),
                mediaUploadEnabled != null ? mediaUploadEnabled : !environment.isFalse("LANGFUSE_MEDIA_UPLOAD_ENABLED"),
                uploadListener,
                tracing,
                traceMedia,
                environment::any,
                spoolDirectory,
                shutdownTimeout,
                FacetSettings.resolve(scoreQueue, promptTimeToLive, shutdownTimeout, environment),
                clock,
                scheduler);
    }

    /** Without keys and headers. */
    @Override
    public String toString() {
        return "LangfuseClientBuilder[" + (baseUrl == null ? "base URL not set" : "base URL set") + "]";
    }

    private static String requireText(String value, String name) {
        if (Objects.requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
        return value.strip();
    }

    private static Duration requirePositive(Duration value, String name) {
        if (Objects.requireNonNull(value, name).isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be more than zero, not " + value);
        }
        return value;
    }

    private static int requirePositive(int value, String name) {
        return (int) requirePositive((long) value, name);
    }

    private static long requirePositive(long value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, not " + value);
        }
        return value;
    }
}
