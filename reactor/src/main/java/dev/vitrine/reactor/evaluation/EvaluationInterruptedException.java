package dev.vitrine.reactor.evaluation;

import dev.vitrine.VitrineException;
import dev.vitrine.evaluation.BatchEvaluationResult;

/** A page of a batch evaluation could finally not be fetched. The cause says why; the result says how far it came. */
public final class EvaluationInterruptedException extends VitrineException {
    private static final long serialVersionUID = 1L;
    private final transient BatchEvaluationResult result;

    EvaluationInterruptedException(BatchEvaluationResult result, Throwable cause) {
        super(
                "The batch evaluation ended after " + result.totalItemsProcessed()
                        + " items because a page could not be fetched; go on with resumeFrom(result().resumeToken()): "
                        + cause.getMessage(),
                cause);
        this.result = result;
    }

    /** The result so far, with a resume token. */
    public BatchEvaluationResult result() {
        return result;
    }
}
