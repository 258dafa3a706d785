package dev.vitrine.reactor.evaluation;

import dev.vitrine.evaluation.EvaluationScope;
import dev.vitrine.experiment.Evaluation;
import dev.vitrine.json.JsonEncoder;
import dev.vitrine.json.JsonValue;
import dev.vitrine.reactor.score.ScoreClient;
import dev.vitrine.score.Score;
import dev.vitrine.score.ScoreTarget;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes what evaluators say as scores. A score's id is made from the run, the item and the evaluation's place, so that
 * an item that a resumed run evaluates again overwrites its scores.
 */
final class ItemScores {
    private final ScoreClient scores;
    private final EvaluationScope scope;
    private final String runId;
    private final Map<String, @Nullable Object> metadata;

    ItemScores(ScoreClient scores, EvaluationScope scope, String runId, Map<String, @Nullable Object> metadata) {
        this.scores = scores;
        this.scope = scope;
        this.runId = runId;
        this.metadata = metadata;
    }

    /** @param first the place of the first of these among the item's evaluations */
    Mono<Void> write(EvaluatedItem item, List<Evaluation> evaluations, int first) {
        String traceId = Objects.requireNonNull(item.traceId());
        ScoreTarget target = scope == EvaluationScope.TRACES
                ? ScoreTarget.trace(traceId)
                : ScoreTarget.observation(traceId, item.id());
        return Flux.range(0, evaluations.size())
                .concatMap(
                        index -> {
                            Evaluation evaluation = evaluations.get(index);
                            return Mono.justOrEmpty(evaluation.score(target))
                                    .map(score -> score.metadata(overlaid(evaluation.metadata()))
                                            .id(id(item, evaluation, first + index)))
                                    .flatMap((Score score) -> scores.create(score));
                        },
                        1)
                .then();
    }

    private String id(EvaluatedItem item, Evaluation evaluation, int place) {
        String source = runId + '\n' + scope.wireValue() + '\n' + item.id() + '\n' + place + '\n' + evaluation.name();
        return UUID.nameUUIDFromBytes(source.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Always an object; what an evaluation gives in another form stands in it as {@code value}. */
    private Map<String, @Nullable Object> overlaid(@Nullable Object own) {
        Map<String, @Nullable Object> both = new LinkedHashMap<>();
        if (own != null) {
            JsonValue value = JsonEncoder.lenient().toValue(own);
            if (value.kind() == JsonValue.Kind.OBJECT) {
                both.putAll(value.asMap());
            } else {
                both.put("value", value);
            }
        }
        both.putAll(metadata);
        return both;
    }
}
