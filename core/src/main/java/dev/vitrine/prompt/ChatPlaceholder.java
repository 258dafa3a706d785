package dev.vitrine.prompt;

import java.util.Objects;

/** A place at which messages are put in. */
public record ChatPlaceholder(String name) implements ChatItem {
    public ChatPlaceholder {
        Objects.requireNonNull(name, "name");
    }
}
