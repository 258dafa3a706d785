package dev.vitrine.reactor;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings from outside the program, by the name of their variable: {@code LANGFUSE_BASE_URL} is looked for as the system
 * property {@code langfuse.base-url} and then as the variable. A blank value counts as none.
 */
final class Environment {
    private static final String PREFIX = "LANGFUSE_";

    private final Function<String, @Nullable String> variables;
    private final Function<String, @Nullable String> properties;

    Environment(Function<String, @Nullable String> variables) {
        this(variables, System::getProperty);
    }

    private Environment(Function<String, @Nullable String> variables, Function<String, @Nullable String> properties) {
        this.variables = variables;
        this.properties = properties;
    }

    /** One in which nothing is set. */
    static Environment empty() {
        return new Environment(name -> null, name -> null);
    }

    @Nullable
    String text(String variable) {
        String value = present(properties.apply(property(variable)));
        return value != null ? value : present(variables.apply(variable));
    }

    /** {@link #text}, also for variables of others, which have no property here. */
    @Nullable
    String any(String variable) {
        return variable.startsWith(PREFIX) ? text(variable) : present(variables.apply(variable));
    }

    /** Whole seconds, 1 or more. */
    @Nullable
    Duration seconds(String variable) {
        String text = text(variable);
        if (text == null) {
            return null;
        }
        try {
            int seconds = Integer.parseInt(text);
            if (seconds > 0) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException notANumber) {
            // the same fault, told the same way
        }
        throw new IllegalArgumentException(
                variable + " must be a whole number of seconds, 1 or more, such as 5; correct or unset it");
    }

    /** A whole number that is not smaller than {@code least}. */
    @Nullable
    Integer number(String variable, int least) {
        String text = text(variable);
        if (text == null) {
            return null;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // the same fault, told the same way
        }
        throw new IllegalArgumentException(
                variable + " must be a whole number, " + least + " or more; correct or unset it");
    }

    /** Seconds, more than none, with or without a fraction. */
    @Nullable
    Duration fractionalSeconds(String variable) {
        String text = text(variable);
        if (text == null) {
            return null;
        }
        try {
            double seconds = Double.parseDouble(text);
            if (seconds > 0 && Double.isFinite(seconds)) {
                return Duration.ofNanos((long) Math.min(seconds * 1e9, Long.MAX_VALUE));
            }
        } catch (NumberFormatException notANumber) {
            // the same fault, told the same way
        }
        throw new IllegalArgumentException(
                variable + " must be a number of seconds, more than 0, such as 0.5; correct or unset it");
    }

    /** True only for {@code true}, in any case. */
    boolean isTrue(String variable) {
        return "true".equalsIgnoreCase(text(variable));
    }

    /** True only for {@code false}, in any case, or {@code 0}. */
    boolean isFalse(String variable) {
        String text = text(variable);
        return "false".equalsIgnoreCase(text) || "0".equals(text);
    }

    static String property(String variable) {
        return "langfuse."
                + variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable String present(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
