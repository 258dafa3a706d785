package dev.vitrine.reactor.evaluation;

import dev.vitrine.experiment.EvaluationInput;
import java.util.Objects;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Makes of a trace or an observation what evaluators judge. Asked once an item; the first value counts. What it throws or
 * signals, a null, and an end without a value fail the item and no other.
 *
 * <p>It runs on the thread that received the page and must not block.
 */
@FunctionalInterface
public interface Mapping<T> {
    Publisher<EvaluationInput> map(T item);

    /** A mapping that computes its value at once. */
    static <T> Mapping<T> of(Function<? super T, EvaluationInput> mapper) {
        Objects.requireNonNull(mapper, "mapper");
        return item -> Mono.fromSupplier(
                () -> Objects.requireNonNull(mapper.apply(item), "the mapping's result must not be null"));
    }

    /** Input, output and metadata of the item as they are, as {@link dev.vitrine.json.JsonValue}s. */
    static Mapping<EvaluatedItem> whole() {
        return of(item -> new EvaluationInput(item.input(), item.output(), null, item.metadata()));
    }

    /** A mapping by JSONPath; as it is made, it takes input, output and metadata as a whole. */
    static JsonPathMapping jsonPath() {
        return JsonPathMapping.WHOLE;
    }
}
