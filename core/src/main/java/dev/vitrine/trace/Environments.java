package dev.vitrine.trace;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names of environments: at most 40 lower-case letters, digits, hyphens and underscores that do not start with {@code
 * langfuse}.
 */
public final class Environments {
    static final String EXPERIMENT = "sdk-experiment";
    private static final Pattern VALID = Pattern.compile("(?!langfuse)[a-z0-9_-]{1,40}");
    private static final Logger log = LoggerFactory.getLogger(Environments.class);

    private Environments() {}

    public static boolean isValid(@Nullable String environment) {
        return environment != null && VALID.matcher(environment).matches();
    }

    static boolean check(String environment) {
        if (isValid(environment)) {
            return true;
        }
        log.warn(
                "Environment of {} characters left out: it must be 1 to 40 lower-case letters, digits, '-' and '_', and"
                        + " not start with langfuse",
                environment.length());
        return false;
    }
}
