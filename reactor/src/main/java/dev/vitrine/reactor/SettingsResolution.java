package dev.vitrine.reactor;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a builder leaves open: from the system properties and variables, then by default. */
final class SettingsResolution {
    private static final Logger log = LoggerFactory.getLogger(SettingsResolution.class);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
    private static final String CLOUD = "https://cloud.langfuse.com";
    private static final AtomicBoolean WARNED_OF_HOST = new AtomicBoolean();
    // Kept, and asked for in any case: whoever is the first to log this way reads a file, which event loops must not
    private static final java.util.logging.Logger LEVEL = java.util.logging.Logger.getLogger("dev.vitrine");

    private SettingsResolution() {}

    static @Nullable String text(@Nullable String given, String variable, Environment environment) {
        return given != null ? given : environment.text(variable);
    }

    static Duration timeout(@Nullable Duration given, Environment environment) {
        Duration outside = environment.seconds("LANGFUSE_TIMEOUT"); // read in any case, so that a fault in it shows
        return given != null ? given : outside != null ? outside : DEFAULT_TIMEOUT;
    }

    static String baseUrl(@Nullable String given, Environment environment) {
        String url = text(given, "LANGFUSE_BASE_URL", environment);
        if (url != null) {
            return url;
        }
        String host = environment.text("LANGFUSE_HOST");
        if (host == null) {
            return CLOUD;
        }
        if (WARNED_OF_HOST.compareAndSet(false, true)) {
            log.warn("LANGFUSE_HOST is deprecated; set LANGFUSE_BASE_URL instead");
        }
        return host;
    }

    static void applyDebug(@Nullable Boolean given, Environment environment) {
        if (given != null ? given : environment.isTrue("LANGFUSE_DEBUG")) {
            LEVEL.setLevel(Level.FINE);
            log.info("Debugging is asked for; the logger is dev.vitrine");
        }
    }

    /** One at a time where the variable has 0, as in the platform's other clients. */
    static int uploads(@Nullable Integer given, int otherwise, Environment environment) {
        if (given != null) {
            return given;
        }
        Integer outside = environment.number("LANGFUSE_MEDIA_UPLOAD_THREAD_COUNT", 0);
        return outside == null ? otherwise : Math.max(1, outside);
    }
}
