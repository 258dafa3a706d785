package dev.vitrine.reactor.http;

/** The version of this library, as the build wrote it. A constant, because a client may be built on an event loop. */
public final class VitrineVersion {
    private static final String VERSION = "${project.version}";

    private VitrineVersion() {}

    public static String current() {
        return VERSION;
    }
}
