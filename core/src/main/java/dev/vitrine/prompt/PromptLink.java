package dev.vitrine.prompt;

import java.util.Objects;

/** A version of a prompt as a generation names it. */
public record PromptLink(String name, int version) {
    public PromptLink {
        Objects.requireNonNull(name, "name");
    }
}
