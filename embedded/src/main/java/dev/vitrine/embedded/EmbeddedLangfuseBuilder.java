package dev.vitrine.embedded;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.embedded.http.Tenant;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Settings of a platform. Each {@link #start()} takes them as they are at its call. */
public final class EmbeddedLangfuseBuilder {
    private static final int MAX_PORT = 65_535;

    private int port;
    private int storagePort;
    private String publicKey = "pk-lf-embedded";
    private String secretKey = "sk-lf-embedded";
    private String projectId = "embedded-project";
    private final List<Tenant> further = new ArrayList<>();
    private Duration uploadUrlLifetime = Duration.ofHours(1);
    private Duration downloadUrlLifetime = Duration.ofHours(1);
    private int defaultPageSize = 50;
    private int maxPageSize = 100;
    private long maxMediaBytes = 1_000_000_000;
    private int maxBodyBytes = 4_718_592;
    private int maxItems = 1_000_000;
    private int maxSpans = 100_000;
    private long maxSpanBytes = 256L * 1024 * 1024;
    private int maxLoggedRequests = 10_000;
    private WriteMode writeMode = WriteMode.EVENTS_ONLY;
    private boolean earlyRefusal;
    private Clock clock = Clock.systemUTC();
    private @Nullable Path directory;

    EmbeddedLangfuseBuilder() {}

    /** The port of the API; 0, the default, takes a free one. */
    public EmbeddedLangfuseBuilder port(int port) {
        this.port = port(port, "port");
        return this;
    }

    /** The port of the object store; 0, the default, takes a free one. */
    public EmbeddedLangfuseBuilder storagePort(int port) {
        this.storagePort = port(port, "port");
        return this;
    }

    /** The keys of the first project. The secret key must not contain a colon. */
    public EmbeddedLangfuseBuilder keys(String publicKey, String secretKey) {
        this.publicKey = text(publicKey, "publicKey");
        this.secretKey = secret(secretKey);
        return this;
    }

    /** The id of the first project. */
    public EmbeddedLangfuseBuilder projectId(String projectId) {
        this.projectId = text(projectId, "projectId");
        return this;
    }

    /** A further project with keys of its own. */
    public EmbeddedLangfuseBuilder project(String projectId, String publicKey, String secretKey) {
        further.add(
                new Tenant(text(projectId, "projectId"), projectId, text(publicKey, "publicKey"), secret(secretKey)));
        return this;
    }

    /** How long signed upload URLs are valid, in whole seconds; 3600 by default. */
    public EmbeddedLangfuseBuilder uploadUrlLifetime(Duration lifetime) {
        this.uploadUrlLifetime = seconds(lifetime);
        return this;
    }

    /** How long signed download URLs are valid, in whole seconds; 3600 by default. */
    public EmbeddedLangfuseBuilder downloadUrlLifetime(Duration lifetime) {
        this.downloadUrlLifetime = seconds(lifetime);
        return this;
    }

    /** The page size without {@code limit}, and the greatest {@code limit}; 50 and 100 by default. */
    public EmbeddedLangfuseBuilder pageSizes(int defaultSize, int maxSize) {
        if (defaultSize < 1 || maxSize < defaultSize) {
            throw new IllegalArgumentException(
                    "page sizes must be positive and in order, not " + defaultSize + " and " + maxSize);
        }
        this.defaultPageSize = defaultSize;
        this.maxPageSize = maxSize;
        return this;
    }

    /** The greatest media that is accepted, in bytes; 1,000,000,000 by default. */
    public EmbeddedLangfuseBuilder maxMediaBytes(long maxBytes) {
        this.maxMediaBytes = positive(maxBytes, "maxBytes");
        return this;
    }

    /** The greatest body of a dataset item, in bytes; 4,718,592 by default. Other bodies have at most 1 MiB. */
    public EmbeddedLangfuseBuilder maxBodyBytes(int maxBytes) {
        this.maxBodyBytes = (int) positive(maxBytes, "maxBytes");
        return this;
    }

    /** How many items a project holds in memory; 1,000,000 by default. */
    public EmbeddedLangfuseBuilder maxItems(int maxItems) {
        this.maxItems = (int) positive(maxItems, "maxItems");
        return this;
    }

    /** How many observations a project holds in memory; 100,000 by default. Of more, those that arrived first go. */
    public EmbeddedLangfuseBuilder maxSpans(int maxSpans) {
        this.maxSpans = (int) positive(maxSpans, "maxSpans");
        return this;
    }

    /**
     * About how many bytes the observations of a project take in memory; 256 MiB by default. Of more, those that arrived
     * first go, but never the last one.
     */
    public EmbeddedLangfuseBuilder maxSpanBytes(long maxBytes) {
        this.maxSpanBytes = positive(maxBytes, "maxBytes");
        return this;
    }

    /** How many requests are remembered in detail; 10,000 by default. */
    public EmbeddedLangfuseBuilder maxLoggedRequests(int maxRequests) {
        this.maxLoggedRequests = (int) positive(maxRequests, "maxRequests");
        return this;
    }

    /**
     * Whether the store answers a refused upload at once and closes the connection, as real stores do with large
     * bodies. By default it reads the body first, so that every client sees the status.
     */
    public EmbeddedLangfuseBuilder earlyRefusal(boolean earlyRefusal) {
        this.earlyRefusal = earlyRefusal;
        return this;
    }

    /** The time by which everything is stamped, signed and expires; the system's by default. */
    public EmbeddedLangfuseBuilder clock(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Where the platform makes a private directory for its objects; the system's place for temporary files by default.
     * The directory that it makes is removed when the platform is disposed.
     */
    public EmbeddedLangfuseBuilder directory(Path directory) {
        this.directory = Objects.requireNonNull(directory, "directory");
        return this;
    }

    /** Which of the older routes there are; {@link WriteMode#EVENTS_ONLY} by default, as on the real server. */
    public EmbeddedLangfuseBuilder writeMode(WriteMode mode) {
        this.writeMode = Objects.requireNonNull(mode, "mode");
        return this;
    }

    /**
     * Starts a platform per subscription and emits it when both servers are bound. Fails if a port is taken or the
     * directory cannot be made; nothing is left running then.
     */
    @CheckReturnValue
    public Mono<EmbeddedLangfuse> start() {
        List<Tenant> tenants = new ArrayList<>();
        tenants.add(new Tenant(projectId, projectId, publicKey, secretKey));
        tenants.addAll(further);
        return DefaultEmbeddedLangfuse.start(new Settings(
                port,
                storagePort,
                distinct(tenants),
                uploadUrlLifetime,
                downloadUrlLifetime,
                defaultPageSize,
                maxPageSize,
                maxMediaBytes,
                maxBodyBytes,
                maxItems,
                maxSpans,
                maxSpanBytes,
                maxLoggedRequests,
                earlyRefusal,
                writeMode,
                clock,
                directory));
    }

    private static List<Tenant> distinct(List<Tenant> tenants) {
        boolean distinct = tenants.stream().map(Tenant::projectId).distinct().count() == tenants.size()
                && tenants.stream().map(Tenant::publicKey).distinct().count() == tenants.size()
                && tenants.stream().map(Tenant::secretKey).distinct().count() == tenants.size();
        if (!distinct) {
            throw new IllegalArgumentException("projects must differ in their ids and in both keys");
        }
        return List.copyOf(tenants);
    }

    private static String text(String value, String name) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
        return value;
    }

    private static String secret(String secretKey) {
        if (text(secretKey, "secretKey").contains(":")) {
            throw new IllegalArgumentException("secretKey must not contain a colon: the platform reads up to it only");
        }
        return secretKey;
    }

    private static int port(int port, String name) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(name + " must be 0 to 65535, not " + port);
        }
        return port;
    }

    private static Duration seconds(Duration lifetime) {
        if (lifetime.toSeconds() < 1) {
            throw new IllegalArgumentException("lifetime must be a second or more, not " + lifetime);
        }
        return lifetime;
    }

    private static long positive(long value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
        return value;
    }
}
