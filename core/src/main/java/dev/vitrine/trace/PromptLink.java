package dev.vitrine.trace;

import java.util.Objects;

/** The prompt that a generation was made with. A fallback prompt has none. */
public record PromptLink(String name, int version) {
    public PromptLink {
        Objects.requireNonNull(name, "name");
    }
}
