package dev.vitrine.reactor;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.reactor.background.SeldomWarning;
import dev.vitrine.reactor.trace.LangfuseContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** Clients by their public keys. */
@CheckReturnValue
final class ClientRegistry {
    private static final Logger log = LoggerFactory.getLogger(LangfuseClients.class);
    private static final int LONGEST_QUOTE = 80;

    private final Map<String, LangfuseClient> clients = new ConcurrentHashMap<>();
    private final Supplier<LangfuseClient> maker;
    private volatile Mono<LangfuseClient> standard;
    // Where the first client of a process is built, files are read
    private final Mono<LangfuseClient> disabled = Mono.fromSupplier(LangfuseClient::disabled)
            .subscribeOn(Schedulers.boundedElastic())
            .cache();
    private final SeldomWarning ambiguous = SeldomWarning.of(log);
    private final SeldomWarning unknown = SeldomWarning.of(log);

    /** @param maker builds the client that is emitted where none was registered */
    ClientRegistry(Supplier<LangfuseClient> maker) {
        this.maker = maker;
        this.standard = standard();
        LangfuseContext.project(
                Context.empty()); // OpenTelemetry reads files when it is first asked: not at a subscription
    }

    @CanIgnoreReturnValue
    LangfuseClient register(LangfuseClient client) {
        String key = Objects.requireNonNull(client, "client").publicKey().orElse(null);
        if (key == null) {
            log.warn("A client without a public key cannot be registered: nothing could ask for it");
            return client;
        }
        LangfuseClient first = clients.putIfAbsent(key, client);
        if (first != null && first != client) {
            warnOfSecond(key, first, client);
            return first;
        }
        if (first == null && client instanceof DefaultLangfuseClient known) {
            known.whenClosing(() -> clients.remove(key, client));
        }
        return client;
    }

    private static void warnOfSecond(String key, LangfuseClient first, LangfuseClient second) {
        boolean alike = first instanceof DefaultLangfuseClient one
                && second instanceof DefaultLangfuseClient other
                && one.isSetUpLike(other);
        if (!alike) {
            log.warn(
                    "A client with public key {} is registered already, with other settings; the first one stays, and"
                            + " what asks for the project gets its settings",
                    key);
        }
    }

    @CanIgnoreReturnValue
    boolean unregister(LangfuseClient client) {
        return Objects.requireNonNull(client, "client")
                .publicKey()
                .map(key -> clients.remove(key, client))
                .orElse(false);
    }

    Mono<LangfuseClient> get() {
        return Mono.deferContextual(
                view -> LangfuseContext.project(view).map(this::known).orElseGet(this::only));
    }

    Mono<LangfuseClient> get(String publicKey) {
        Objects.requireNonNull(publicKey, "publicKey");
        return Mono.defer(() -> known(publicKey));
    }

    private Mono<LangfuseClient> known(String key) {
        LangfuseClient client = clients.get(key);
        if (client != null) {
            return Mono.just(client);
        }
        unknown.warn(() -> "No client is registered for the public key '" + quoted(key)
                + "', and so nothing is sent; register one with LangfuseClients.register(…)");
        return disabled;
    }

    private Mono<LangfuseClient> only() {
        List<LangfuseClient> all = List.copyOf(clients.values());
        if (all.size() == 1) {
            return Mono.just(all.get(0));
        }
        if (all.isEmpty()) {
            return standard;
        }
        ambiguous.warn(() -> "Clients of " + all.size() + " projects are registered and none was chosen, and so nothing"
                + " is sent; choose one with contextWrite(LangfuseContext.withProject(publicKey))");
        return disabled;
    }

    private Mono<LangfuseClient> standard() {
        return Mono.fromCallable(() -> {
                    LangfuseClient made = maker.get();
                    if (made.publicKey().isEmpty()) {
                        return made; // disabled, of which it has warned
                    }
                    LangfuseClient registered = register(made);
                    if (registered != made) {
                        made.close();
                    }
                    return registered;
                })
                .subscribeOn(Schedulers.boundedElastic())
                .cacheInvalidateIf(client -> client.publicKey().isPresent() && !clients.containsValue(client));
    }

    Mono<Void> shutdownAll() {
        return Mono.defer(() -> {
            List<LangfuseClient> all = List.copyOf(clients.values());
            all.forEach(client -> clients.values().remove(client));
            standard = standard();
            return Mono.whenDelayError(
                    all.stream().map(LangfuseClient::disposeLater).toList());
        });
    }

    /** A key may come from a request, and does not choose what a line of the log looks like. */
    private static String quoted(String key) {
        String line = key.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }
}
