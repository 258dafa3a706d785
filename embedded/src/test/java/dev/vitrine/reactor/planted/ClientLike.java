package dev.vitrine.reactor.planted;

/** Something of the clients' module. */
public final class ClientLike {
    public static final ClientLike INSTANCE = new ClientLike();

    private ClientLike() {}
}
