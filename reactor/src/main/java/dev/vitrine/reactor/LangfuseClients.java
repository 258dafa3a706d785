package dev.vitrine.reactor;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.reactor.trace.LangfuseContext;
import reactor.core.publisher.Mono;

/**
 * The registered clients of this process, by their public keys: for code that cannot be handed its client, such as a
 * library below several services. Never required. A client is in here only once somebody has {@linkplain
 * #register registered} it, or once {@link #get()} found none and built one from the environment; building a client
 * registers nothing.
 *
 * <p>Where it is not clear which project is meant, the client that is emitted is {@linkplain LangfuseClient#disabled()
 * disabled}, so that nothing of one project is ever sent to another; a warning, once a minute, says why.
 */
@CheckReturnValue
public final class LangfuseClients {
    private static final ClientRegistry REGISTRY = new ClientRegistry(LangfuseClient::fromEnvironment);

    private LangfuseClients() {}

    /**
     * Has {@link #get()} find this client until it is closed. The first client of a public key stays: of a second one
     * with other settings a warning tells. A client without public key is not taken, with a warning.
     *
     * @return the client that the key stands for from now on, which is the given one unless another was there before;
     *     the given one then stays the caller's to use and to close
     */
    @CanIgnoreReturnValue
    public static LangfuseClient register(LangfuseClient client) {
        return REGISTRY.register(client);
    }

    /** Forgets the client and leaves it open; false if it was not registered. Closing a client does this by itself. */
    @CanIgnoreReturnValue
    public static boolean unregister(LangfuseClient client) {
        return REGISTRY.unregister(client);
    }

    /**
     * Emits the client of the project that the Reactor Context names ({@link LangfuseContext#withProject}). Where it names
     * none: the only client there is; one built from the environment, and registered, where there is none; and a
     * disabled one, with a warning, where there are several. For a project that is not registered it is also a disabled
     * one.
     *
     * <p>Decided at each subscription. Emits one client; signals what building from the environment throws.
     */
    public static Mono<LangfuseClient> get() {
        return REGISTRY.get().checkpoint("Choice of a client [LangfuseClients]");
    }

    /** Emits the client of this project; a disabled one, with a warning, if none is registered. */
    public static Mono<LangfuseClient> get(String publicKey) {
        return REGISTRY.get(publicKey).checkpoint("Choice of a client [LangfuseClients]");
    }

    /**
     * Closes all registered clients, each within its shutdown timeout, and forgets them: the next {@link #get()} starts
     * anew. Does nothing where none is registered. Errors of closing are signalled once all have ended.
     */
    public static Mono<Void> shutdownAll() {
        return REGISTRY.shutdownAll().checkpoint("Shutdown of all clients [LangfuseClients]");
    }
}
