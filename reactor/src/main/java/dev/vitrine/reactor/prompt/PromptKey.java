package dev.vitrine.reactor.prompt;

import org.jspecify.annotations.Nullable;

/** What a prompt is cached by: its name, and either a version or a label. */
record PromptKey(
        String name, @Nullable Integer version, @Nullable String label) {
    private static final String PRODUCTION = "production";

    static PromptKey of(String name, PromptQuery query) {
        return query.version() != null
                ? new PromptKey(name, query.version(), null)
                : new PromptKey(name, null, query.label() == null ? PRODUCTION : query.label());
    }

    @Override
    public String toString() {
        return "'" + name + "' with " + (version != null ? "version " + version : "label '" + label + "'");
    }
}
