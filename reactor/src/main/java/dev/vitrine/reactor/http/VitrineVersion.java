package dev.vitrine.reactor.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this library, as the build wrote it into the jar. */
public final class VitrineVersion {
    private static final String VERSION = read();

    private VitrineVersion() {}

    public static String current() {
        return VERSION;
    }

    private static String read() {
        try (InputStream file = VitrineVersion.class.getResourceAsStream("/dev/vitrine/reactor/version.properties")) {
            if (file == null) {
                return "unknown";
            }
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties cannot be read", e);
        }
    }
}
