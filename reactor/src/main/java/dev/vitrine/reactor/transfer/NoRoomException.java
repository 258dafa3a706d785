package dev.vitrine.reactor.transfer;

import dev.vitrine.VitrineException;

/** A blob that found the background queue full once its length was known. */
public class NoRoomException extends VitrineException {
    private static final long serialVersionUID = 1L;

    public NoRoomException(String message) {
        super(message);
    }
}
