package dev.vitrine.prompt;

import dev.vitrine.VitrineException;

/** A prompt was asked for as text and is a chat, or the other way round. */
public class PromptTypeMismatchException extends VitrineException {
    private static final long serialVersionUID = 1L;

    public PromptTypeMismatchException(String name, PromptType asked, PromptType found) {
        super("Prompt '" + name + "' is a " + found.name().toLowerCase(java.util.Locale.ROOT) + " prompt, not a "
                + asked.name().toLowerCase(java.util.Locale.ROOT) + " prompt; ask for it with prompts()."
                + found.name().toLowerCase(java.util.Locale.ROOT) + "(…)");
    }
}
