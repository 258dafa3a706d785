package dev.vitrine.trace;

/** How much an observation matters. {@link #ERROR} also sets the status of its span. */
public enum Level {
    DEBUG,
    DEFAULT,
    WARNING,
    ERROR
}
