package dev.vitrine.reactor.transfer;

import dev.vitrine.VitrineException;

/** The pipeline was disposed before the blob was stored. */
public class PipelineClosedException extends VitrineException {
    private static final long serialVersionUID = 1L;

    public PipelineClosedException() {
        super("the client is closed, or was closed during the upload; build a new one");
    }
}
