package dev.vitrine.media;

/**
 * Media at a place in data.
 *
 * @param pointer the place as a JSON pointer (RFC 6901) from the root of the walk; empty for the root itself
 * @param value a {@link Media} or a {@link ReferencedMedia}
 */
public record MediaOccurrence(String pointer, Object value) {}
