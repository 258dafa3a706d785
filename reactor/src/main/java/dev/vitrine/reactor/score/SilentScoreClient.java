package dev.vitrine.reactor.score;

import dev.vitrine.score.Score;
import dev.vitrine.score.ScoreId;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** For clients that do not trace. Checks arguments, so that switching tracing on brings no surprise. */
final class SilentScoreClient implements ScoreClient {
    private static final ScoreStatistics NOTHING = new ScoreStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private final Mono<ScoreId> awaited;

    SilentScoreClient(Mono<ScoreId> awaited) {
        this.awaited = awaited;
    }

    @Override
    public Mono<ScoreId> create(Score score) {
        DefaultScoreClient.requireTarget(score);
        return Mono.empty();
    }

    @Override
    public Mono<ScoreId> createAndAwait(Score score) {
        DefaultScoreClient.requireTarget(score);
        return awaited;
    }

    @Override
    public Mono<Void> scoreCurrentObservation(Score score) {
        Objects.requireNonNull(score, "score");
        return Mono.empty();
    }

    @Override
    public Mono<Void> scoreCurrentTrace(Score score) {
        Objects.requireNonNull(score, "score");
        return Mono.empty();
    }

    @Override
    public <T> Mono<T> scored(Mono<T> source, Function<? super T, Score> scorer) {
        Objects.requireNonNull(scorer, "scorer");
        return Objects.requireNonNull(source, "source");
    }

    @Override
    public <T> Flux<T> scored(Flux<T> source, Function<? super T, Score> scorer) {
        Objects.requireNonNull(scorer, "scorer");
        return Objects.requireNonNull(source, "source");
    }

    @Override
    public Mono<Void> flush() {
        return Mono.empty();
    }

    @Override
    public ScoreStatistics statistics() {
        return NOTHING;
    }

    @Override
    public Mono<Void> disposeLater() {
        return Mono.empty();
    }
}
