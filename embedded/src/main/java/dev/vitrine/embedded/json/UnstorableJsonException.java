package dev.vitrine.embedded.json;

/** A value that parses and that the database nevertheless refuses. */
public final class UnstorableJsonException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnstorableJsonException(String message) {
        super(message, null, false, false);
    }
}
