package dev.vitrine.media;

import dev.vitrine.VitrineException;

/** A text that is not a media reference, or lacks a part of one. */
public class MediaReferenceSyntaxException extends VitrineException {
    private static final long serialVersionUID = 1L;

    public MediaReferenceSyntaxException(String message) {
        super(message);
    }
}
