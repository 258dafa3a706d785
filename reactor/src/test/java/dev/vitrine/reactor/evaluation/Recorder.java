package dev.vitrine.reactor.evaluation;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.EvaluationInput;
import dev.vitrine.reactor.experiment.Evaluator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** An evaluator that remembers whom it judged; its mapping gives the item's id as metadata. */
final class Recorder implements Evaluator {
    private final List<String> seen = new CopyOnWriteArrayList<>();

    static Mapping<EvaluatedItem> ids() {
        return Mapping.of(item -> new EvaluationInput(item.input(), item.output(), null, Map.of("id", item.id())));
    }

    static String id(EvaluationInput input) {
        return String.valueOf(((Map<?, ?>) java.util.Objects.requireNonNull(input.metadata())).get("id"));
    }

    List<String> seen() {
        return seen;
    }

    @Override
    public Publisher<Evaluation> evaluate(EvaluationInput input) {
        return Mono.fromSupplier(() -> {
            seen.add(id(input));
            return Evaluation.numeric("seen", 1);
        });
    }
}
