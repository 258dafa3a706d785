package dev.vitrine.embedded.otlp;

/** Bytes that are not what they were said to be. */
public final class MalformedExportException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedExportException(String message) {
        super(message);
    }

    MalformedExportException(String message, Throwable cause) {
        super(message, cause);
    }
}
