package dev.vitrine.reactor.testing;

import dev.vitrine.embedded.EmbeddedLangfuse;
import dev.vitrine.embedded.EmbeddedLangfuseBuilder;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.LangfuseClientBuilder;
import dev.vitrine.reactor.http.RetryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An embedded platform and a client of it for each test. Ends both, and fails a test that leaves a spool file. */
public final class Platform implements BeforeEachCallback, AfterEachCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private final Consumer<EmbeddedLangfuseBuilder> spec;
    private final List<LangfuseClient> clients = new ArrayList<>();
    private @Nullable EmbeddedLangfuse server;
    private @Nullable LangfuseClient client;
    private @Nullable Path spool;

    public Platform() {
        this(builder -> {});
    }

    public Platform(Consumer<EmbeddedLangfuseBuilder> spec) {
        this.spec = spec;
    }

    public EmbeddedLangfuse server() {
        return Objects.requireNonNull(server);
    }

    public LangfuseClient client() {
        return Objects.requireNonNull(client);
    }

    public Path spool() {
        return Objects.requireNonNull(spool);
    }

    /** Another client of the same platform. */
    public LangfuseClient client(Consumer<LangfuseClientBuilder> more) {
        LangfuseClientBuilder builder = LangfuseClient.builder()
                .environmentVariables(name -> null)
                .baseUrl(server().baseUrl())
                .publicKey(server().publicKey())
                .secretKey(server().secretKey())
                .retry(RetryPolicy.DEFAULTS.withBackoff(Duration.ofMillis(5), Duration.ofMillis(20)))
                .spoolDirectory(spool());
        more.accept(builder);
        LangfuseClient made = builder.build();
        clients.add(made);
        return made;
    }

    public List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.walk(spool())) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        EmbeddedLangfuseBuilder builder = EmbeddedLangfuse.builder();
        spec.accept(builder);
        server = builder.start().block(PATIENCE);
        spool = Files.createTempDirectory("vitrine-spool");
        client = client(more -> {});
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        List<Path> left = spooled();
        for (LangfuseClient each : clients) {
            each.disposeLater().block(PATIENCE);
        }
        clients.clear();
        server().disposeLater().block(PATIENCE);
        Files.deleteIfExists(spool());
        if (!left.isEmpty()) {
            throw new AssertionError("spool files were left: " + left);
        }
    }
}
