package dev.vitrine.embedded.otlp;

/** An export that can be read but not stored. */
public final class InvalidExportException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidExportException(String message) {
        super(message);
    }
}
