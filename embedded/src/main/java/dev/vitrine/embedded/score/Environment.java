package dev.vitrine.embedded.score;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of environments, as the platform makes them usable. */
public final class Environment {
    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9-_]+");
    private static final Pattern RESERVED = Pattern.compile("^(langfuse[-_]?)+");
    private static final int LONGEST = 40;

    private Environment() {}

    /** In lower case, without the reserved beginning, cut; {@code default} for what is not usable even so. */
    public static String normalise(@Nullable String given) {
        if (given == null) {
            return "default";
        }
        String name = RESERVED.matcher(given.toLowerCase(Locale.ROOT)).replaceFirst("");
        name = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
        return ALLOWED.matcher(name).matches() ? name : "default";
    }
}
