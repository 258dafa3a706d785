package dev.vitrine.reactor.dataset;

import dev.vitrine.dataset.Dataset;
import dev.vitrine.reactor.http.RememberedAnswers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** The ids of datasets by their names, as uploads need them: remembered for a minute, the last 256 of them. */
final class DatasetIds {
    private static final int REMEMBERED = 256;
    private static final Duration LIFE = Duration.ofMinutes(1);

    private final RememberedAnswers<String, Known> ids;

    DatasetIds(Function<String, Mono<Dataset>> lookup, Clock clock) {
        this.ids = new RememberedAnswers<>(
                REMEMBERED,
                name -> lookup.apply(name).map(dataset -> new Known(dataset.id(), clock.instant())),
                known -> known.asked().plus(LIFE).isBefore(clock.instant()));
    }

    Mono<String> of(String datasetName) {
        return ids.get(datasetName).map(Known::id);
    }

    void forget(String datasetName) {
        ids.forget(datasetName);
    }

    private record Known(String id, Instant asked) {}
}
