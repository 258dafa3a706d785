package dev.vitrine.reactor.media;

import dev.vitrine.VitrineException;

/** Media were to be uploaded by a client whose uploads are switched off. Nothing was sent. */
public class UploadDisabledException extends VitrineException {
    private static final long serialVersionUID = 1L;

    public UploadDisabledException(String message) {
        super(message);
    }
}
