package dev.vitrine.reactor;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.reactor.dataset.DatasetClient;
import dev.vitrine.reactor.evaluation.EvaluationClient;
import dev.vitrine.reactor.experiment.ExperimentClient;
import dev.vitrine.reactor.media.MediaClient;
import dev.vitrine.reactor.prompt.PromptClient;
import dev.vitrine.reactor.score.ScoreClient;
import dev.vitrine.reactor.trace.Tracing;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * A client of one Langfuse project. Thread-safe; one a project and process is enough. Building one does no I/O.
 *
 * <p>Without keys the client is {@linkplain #isEnabled() disabled}: it can be used, and every call to the platform
 * signals a {@link ClientDisabledException}.
 */
@CheckReturnValue
public interface LangfuseClient extends AutoCloseable {

    /** A client from {@code LANGFUSE_…} variables, or the system properties of the same names. */
    static LangfuseClient fromEnvironment() {
        return builder().build();
    }

    static LangfuseClientBuilder builder() {
        return new LangfuseClientBuilder();
    }

    /**
     * A client without a project, whatever the environment says: tracing and scores do nothing, and every call to the
     * platform signals a {@link ClientDisabledException}. For tests, and where no project can be chosen.
     */
    static LangfuseClient disabled() {
        return DefaultLangfuseClient.disabled();
    }

    /** The key that names the project; it is no secret. Empty for a client without one, which is disabled. */
    Optional<String> publicKey();

    DatasetClient datasets();

    MediaClient media();

    /** Scores. Silent where tracing is switched off or keys are missing. */
    ScoreClient scores();

    PromptClient prompts();

    /** Evaluators over the traces or observations that the platform has already. */
    EvaluationClient evaluations();

    /** Observations around reactive work. They are exported to this client's project only. */
    Tracing tracing();

    /** Tasks over many items, judged by evaluators. */
    ExperimentClient experiments();

    /** Calls that no facet covers, with this client's credentials, retries and error mapping. */
    ApiClient api();

    boolean isEnabled();

    /** Emits true when the keys open a project, false for a disabled client. Errors of the call are signalled. */
    Mono<Boolean> authCheck();

    /** The project's id. Asked for once and remembered; concurrent callers share the request; errors are not kept. */
    Mono<String> projectId();

    /** Waits for what was accepted, within the shutdown timeout, then frees connections and spool files. */
    Mono<Void> disposeLater();

    /** Starts {@link #disposeLater()} and returns at once. */
    @Override
    void close();
}
