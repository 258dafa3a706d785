package dev.vitrine.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.reactor.trace.LangfuseContext;
import dev.vitrine.reactor.trace.Logs;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class LangfuseClientsTests {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private final AtomicInteger built = new AtomicInteger();
    private Supplier<LangfuseClient> environment = () -> client("pk-env");
    private final ClientRegistry registry = new ClientRegistry(() -> {
        built.incrementAndGet();
        return environment.get();
    });

    @AfterEach
    void close() {
        registry.shutdownAll().block(LONGEST);
        LangfuseClients.shutdownAll().block(LONGEST);
    }

    @Test
    void get_noneRegistered_buildsOneFromTheEnvironmentAndKeepsIt() {
        Mono<LangfuseClient> get = registry.get();
        assertThat(built).hasValue(0);

        LangfuseClient made = emitted(get);

        assertThat(made.publicKey()).contains("pk-env");
        assertThat(emitted(get)).isSameAs(made);
        assertThat(emitted(registry.get("pk-env"))).isSameAs(made);
        assertThat(built).hasValue(1);
    }

    @Test
    void get_manyAtOnce_buildOne() {
        StepVerifier.create(Flux.range(0, 100)
                        .flatMap(i -> registry.get().subscribeOn(Schedulers.parallel()), 100)
                        .distinct())
                .expectNextCount(1)
                .verifyComplete();
        assertThat(built).hasValue(1);
    }

    @Test
    void get_environmentNotUnderstood_signalsItAndTriesAgain() {
        environment = () -> {
            throw new IllegalArgumentException("LANGFUSE_TIMEOUT must be …");
        };
        StepVerifier.create(registry.get()).verifyError(IllegalArgumentException.class);
        environment = () -> client("pk-env");
        assertThat(emitted(registry.get()).publicKey()).contains("pk-env");
    }

    @Test
    void get_environmentWithoutKeys_isDisabledAndWarnsOnce() {
        environment = () ->
                LangfuseClient.builder().environmentVariables(name -> null).build();
        try (Logs logs = Logs.capture()) {
            LangfuseClient made = emitted(registry.get());
            assertThat(made.isEnabled()).isFalse();
            assertThat(emitted(registry.get())).isSameAs(made);
            assertThat(logs.warnings()).singleElement().asString().contains("LANGFUSE_PUBLIC_KEY");
        }
        LangfuseClient later = registry.register(client("pk-a"));
        assertThat(emitted(registry.get())).isSameAs(later);
    }

    @Test
    void get_oneRegistered_isEmittedAsItIs() {
        LangfuseClient one = registry.register(client("pk-a"));

        assertThat(emitted(registry.get())).isSameAs(one);
        assertThat(emitted(registry.get().contextWrite(LangfuseContext.withProject(null))))
                .isSameAs(one);
        assertThat(built).hasValue(0);
    }

    @Test
    void get_severalAndNoneChosen_isDisabledAndWarnsOnce() {
        registry.register(client("pk-a"));
        registry.register(client("pk-b"));
        try (Logs logs = Logs.capture()) {
            LangfuseClient none = emitted(registry.get());
            assertThat(none.isEnabled()).isFalse();
            assertThat(none.publicKey()).isEmpty();
            assertThat(emitted(registry.get())).isSameAs(none);
            StepVerifier.create(none.projectId()).verifyError(ClientDisabledException.class);
            StepVerifier.create(none.tracing().observe("s", o -> Mono.just(o.isRecording())))
                    .expectNext(false)
                    .verifyComplete();
            assertThat(logs.warnings()).singleElement().asString().contains("2 projects", "withProject");
        }
    }

    @Test
    void get_projectOfTheContext_choosesAndIsInherited() {
        LangfuseClient a = registry.register(client("pk-a"));
        LangfuseClient b = registry.register(client("pk-b"));
        Mono<LangfuseClient> get = registry.get();

        assertThat(emitted(get.contextWrite(LangfuseContext.withProject("pk-a"))))
                .isSameAs(a);
        assertThat(emitted(get.contextWrite(LangfuseContext.withProject("pk-b"))))
                .isSameAs(b);
        assertThat(emitted(a.tracing()
                        .observe("nested", o -> get)
                        .publishOn(Schedulers.parallel())
                        .contextWrite(LangfuseContext.withProject("pk-b"))))
                .isSameAs(b);
    }

    @Test
    void get_unknownKey_isDisabledAndWarnsOnceInOneLine() {
        LangfuseClient one = registry.register(client("pk-a"));
        String hostile = "pk\n[main] ERROR forged" + "x".repeat(1000);
        try (Logs logs = Logs.capture()) {
            LangfuseClient none = emitted(registry.get(hostile));
            assertThat(none).isNotSameAs(one);
            assertThat(none.isEnabled()).isFalse();
            assertThat(emitted(registry.get().contextWrite(LangfuseContext.withProject("pk-other"))))
                    .isSameAs(none);
            assertThat(logs.text().lines())
                    .singleElement()
                    .asString()
                    .contains("pk?[main]")
                    .hasSizeLessThan(400);
        }
    }

    @Test
    void register_keyIsTaken_firstStaysAndOtherSettingsWarn() {
        LangfuseClient first = registry.register(client("pk-a"));
        LangfuseClient alike = client("pk-a");
        LangfuseClient other = builder("pk-a").maxConcurrentUploads(3).build();
        LangfuseClient sampled =
                builder("pk-a").tracing(tracing -> tracing.sampleRate(0.5)).build();
        try (Logs logs = Logs.capture()) {
            assertThat(registry.register(first)).isSameAs(first);
            assertThat(registry.register(alike)).isSameAs(first);
            assertThat(logs.warnings()).isEmpty();
            assertThat(registry.register(other)).isSameAs(first);
            assertThat(registry.register(sampled)).isSameAs(first);
            assertThat(logs.warnings()).hasSize(2).allMatch(line -> line.contains("pk-a") && !line.contains("sk-"));
        }
        alike.close();
        other.close();
        sampled.close();
        assertThat(emitted(registry.get("pk-a"))).isSameAs(first);
    }

    @Test
    void register_withoutKey_isNotTaken() {
        LangfuseClient none = LangfuseClient.disabled();
        try (Logs logs = Logs.capture()) {
            assertThat(registry.register(none)).isSameAs(none);
            assertThat(logs.warnings()).hasSize(1);
        }
        assertThat(registry.unregister(none)).isFalse();
    }

    @Test
    void closing_forgetsTheClient() {
        LangfuseClient a = registry.register(client("pk-a"));
        LangfuseClient b = registry.register(client("pk-b"));
        a.disposeLater().block(LONGEST);
        assertThat(emitted(registry.get())).isSameAs(b);

        registry.register(a); // closed already
        assertThat(emitted(registry.get())).isSameAs(b);

        assertThat(registry.unregister(b)).isTrue();
        assertThat(emitted(registry.get()).publicKey()).contains("pk-env");
        b.disposeLater().block(LONGEST);
    }

    @Test
    void shutdownAll_closesEachAndStartsAnew() {
        LangfuseClient a = registry.register(client("pk-a"));
        LangfuseClient b = registry.register(client("pk-b"));
        Mono<Void> shutdown = registry.shutdownAll();
        assertThat(emitted(registry.get("pk-a"))).isSameAs(a);

        StepVerifier.create(shutdown).verifyComplete();
        StepVerifier.create(shutdown).verifyComplete();

        StepVerifier.create(a.projectId()).verifyError(IllegalStateException.class);
        StepVerifier.create(b.projectId()).verifyError(IllegalStateException.class);
        LangfuseClient fresh = emitted(registry.get());
        assertThat(fresh.publicKey()).contains("pk-env");
        registry.shutdownAll().block(LONGEST);
        assertThat(emitted(registry.get())).isNotSameAs(fresh);
        assertThat(built).hasValue(2);
    }

    @Test
    void process_hasOneRegistry_andBuildingRegistersNothing() {
        LangfuseClient a = client("pk-a");
        LangfuseClient b = client("pk-b");
        assertThat(LangfuseClients.register(a)).isSameAs(a);

        assertThat(emitted(LangfuseClients.get())).isSameAs(a);
        assertThat(emitted(LangfuseClients.get("pk-a"))).isSameAs(a);
        assertThat(LangfuseClients.unregister(b)).isFalse();
        LangfuseClients.shutdownAll().block(LONGEST);
        StepVerifier.create(a.projectId()).verifyError(IllegalStateException.class);
        b.disposeLater().block(LONGEST);
    }

    private static LangfuseClient client(String key) {
        return builder(key).build();
    }

    private static LangfuseClientBuilder builder(String key) {
        return LangfuseClient.builder()
                .environmentVariables(Map.of("LANGFUSE_SECRET_KEY", "sk-lf-1")::get)
                .publicKey(key);
    }

    private static LangfuseClient emitted(Mono<LangfuseClient> get) {
        return Objects.requireNonNull(get.block(LONGEST));
    }
}
