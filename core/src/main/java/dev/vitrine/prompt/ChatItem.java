package dev.vitrine.prompt;

/** A part of a chat prompt, before and after it is compiled. */
public sealed interface ChatItem permits ChatMessage, ChatPlaceholder {}
