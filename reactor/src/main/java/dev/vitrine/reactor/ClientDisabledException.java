package dev.vitrine.reactor;

import dev.vitrine.VitrineException;

/** A call on a client that has no keys. The message says which one is missing and how to give it. */
public class ClientDisabledException extends VitrineException {
    private static final long serialVersionUID = 1L;

    public ClientDisabledException(String message) {
        super(message);
    }
}
