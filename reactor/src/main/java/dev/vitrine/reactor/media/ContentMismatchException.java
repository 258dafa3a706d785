package dev.vitrine.reactor.media;

import dev.vitrine.VitrineException;

/** Fetched content is not what the media's id and length say. What was received must not be used. */
public class ContentMismatchException extends VitrineException {
    private static final long serialVersionUID = 1L;

    public ContentMismatchException(String message) {
        super(message);
    }
}
