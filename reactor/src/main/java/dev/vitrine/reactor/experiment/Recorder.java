package dev.vitrine.reactor.experiment;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.reactor.background.SeldomWarning;
import dev.vitrine.reactor.score.ScoreClient;
import dev.vitrine.reactor.trace.ExperimentTracing;
import dev.vitrine.reactor.trace.Observation;
import dev.vitrine.reactor.trace.TracingFacet;
import dev.vitrine.score.ScoreTarget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where experiments leave what they did: spans, links, scores. Nothing here fails a run. */
final class Recorder {
    private static final Logger log = LoggerFactory.getLogger(ExperimentClient.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int CROWDED_SCORES = 10_000;

    final ExperimentSettings settings;
    private final TracingFacet tracing;
    private final ScoreClient scores;
    private final RunLinks links;
    private final SeldomWarning unlinked;

    Recorder(TracingFacet tracing, ScoreClient scores, RunLinks links, ExperimentSettings settings) {
        this.tracing = tracing;
        this.scores = scores;
        this.links = links;
        this.settings = settings;
        this.unlinked = new SeldomWarning(log::warn, settings.timer(), Duration.ofSeconds(30));
    }

    ExperimentTracing tracing() {
        return tracing.experiments();
    }

    RunLinks links() {
        return links;
    }

    /** The run's id; empty where the trace is not recorded, or could not be linked. */
    Mono<Optional<String>> linkOrWarn(RunLinks.Link link, Observation of) {
        if (!of.isRecording()) {
            return Mono.just(Optional.empty());
        }
        return links.link(link)
                .map(Optional::of)
                .onErrorResume(error -> {
                    unlinked.warn(() -> "Dataset item " + link.itemId() + " could not be linked to run '"
                            + link.run().name() + "'; it is run without: " + error);
                    return Mono.empty();
                })
                .defaultIfEmpty(Optional.empty());
    }

    /** Hands the evaluations to the queue of scores, in order; those that were skipped are not sent. */
    Mono<Void> score(List<Evaluation> evaluations, ScoreTarget target) {
        return Flux.fromIterable(evaluations)
                .concatMap(evaluation -> Mono.justOrEmpty(evaluation.score(target))
                        .flatMap(scores::create)
                        .onErrorComplete())
                .then();
    }

    /** Lets an item wait, for a while, where its run is faster than what it records can be sent. */
    Mono<Void> waitForRoom() {
        return tracing()
                .waitForRoom(PATIENCE)
                .then(Mono.defer(() -> scores.statistics().queued() > CROWDED_SCORES
                        ? scores.flush().timeout(PATIENCE, Mono.empty(), settings.timer())
                        : Mono.empty()))
                .onErrorComplete(); // the item goes on; what could not be sent is counted where it is dropped
    }

    /** Completes when what was recorded before was delivered or given up, or when the time is up. */
    Mono<Void> flush(Duration limit) {
        return Mono.defer(() -> Mono.whenDelayError(tracing().tracing().flush(), scores.flush()))
                .timeout(limit, settings.timer())
                .onErrorResume(error -> {
                    log.warn("What an experiment recorded was not all sent within {}: {}", limit, error.toString());
                    return Mono.empty();
                });
    }

    /** Where the project is shown; empty where it cannot be looked up. */
    Mono<String> projectUrl() {
        return settings.projectId()
                .map(id -> settings.baseUrl() + "/project/" + id)
                .onErrorResume(error -> {
                    log.debug("The project of an experiment could not be looked up; its result has no links", error);
                    return Mono.empty();
                });
    }
}
