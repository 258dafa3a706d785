package dev.vitrine.prompt;

/** The kinds of prompts, named as the platform does in lower case. */
public enum PromptType {
    TEXT,
    CHAT
}
