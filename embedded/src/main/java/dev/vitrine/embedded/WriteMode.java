package dev.vitrine.embedded;

/** Which routes a server has, after the setting of the real one. */
public enum WriteMode {
    /** The real server's default: the older reads answer 404, and batches take scores only. */
    EVENTS_ONLY,
    /** The older routes are there, too. */
    DUAL
}
