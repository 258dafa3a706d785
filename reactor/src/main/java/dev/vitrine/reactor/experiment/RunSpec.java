package dev.vitrine.reactor.experiment;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run of a dataset to which items are linked one by one. The first link makes the run, and only then description and
 * metadata count. Immutable: each method gives a changed copy.
 *
 * @param name not blank; links of the same name are of one run
 * @param description for people
 * @param metadata any object, written leniently
 */
public record RunSpec(
        String name, @Nullable String description, @Nullable Object metadata) {
    public RunSpec {
        Objects.requireNonNull(name, "name");
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a dataset run must not be blank");
        }
    }

    public static RunSpec named(String name) {
        return new RunSpec(name, null, null);
    }

    public RunSpec description(@Nullable String text) {
        return new RunSpec(name, text, metadata);
    }

    public RunSpec metadata(@Nullable Object value) {
        return new RunSpec(name, description, value);
    }

    /** The name alone; what users put in stays out of logs. */
    @Override
    public String toString() {
        return "RunSpec[" + name + "]";
    }
}
