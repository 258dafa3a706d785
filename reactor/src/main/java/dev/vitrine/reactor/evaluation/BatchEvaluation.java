package dev.vitrine.reactor.evaluation;

import dev.vitrine.evaluation.BatchEvaluationResumeToken;
import dev.vitrine.evaluation.BatchProgress;
import dev.vitrine.evaluation.EvaluationScope;
import dev.vitrine.evaluation.ItemFilter;
import dev.vitrine.reactor.experiment.CompositeEvaluator;
import dev.vitrine.reactor.experiment.Evaluator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * What is evaluated, and how. Immutable: each method gives a changed copy.
 *
 * <pre>{@code
 * BatchEvaluation.ofTraces(Mapping.jsonPath().input("$.question").output("$.answer"))
 *         .evaluator("length", new Length())
 *         .filter(ItemFilter.all().array("tags", SetMatch.ANY_OF, List.of("beta")))
 *         .checkpoints(token -> store(token.toJson()))
 * }</pre>
 *
 * @param <T> {@link TraceView} or {@link ObservationView}
 */
public final class BatchEvaluation<T extends EvaluatedItem> {
    private static final int MOST_ITEMS_A_PAGE = 100;
    private static final int MOST_ITEMS_A_CURSOR_PAGE = 1000;
    private static final int MOST_CONCURRENCY = 1024;

    private final BatchSpec<T> spec;

    private BatchEvaluation(BatchSpec<T> spec) {
        this.spec = spec;
    }

    /** Evaluates traces; scores are of the trace. */
    public static BatchEvaluation<TraceView> ofTraces(Mapping<? super TraceView> mapping) {
        return new BatchEvaluation<>(new BatchSpec<>(EvaluationScope.TRACES, mapping));
    }

    /** Evaluates observations; scores are of the observation in its trace. One without a trace fails. */
    public static BatchEvaluation<ObservationView> ofObservations(Mapping<? super ObservationView> mapping) {
        return new BatchEvaluation<>(new BatchSpec<>(EvaluationScope.OBSERVATIONS, mapping));
    }

    /** Adds an evaluator. One item's evaluators run one after another, in the order in which they were added. */
    public BatchEvaluation<T> evaluator(Evaluator evaluator) {
        Objects.requireNonNull(evaluator, "evaluator");
        return change(copy -> copy.evaluators.add(evaluator));
    }

    /** Adds an evaluator under a name. */
    public BatchEvaluation<T> evaluator(String name, Evaluator evaluator) {
        return evaluator(Evaluator.named(name, evaluator));
    }

    /** Judges an item by what its evaluators said, where they said something. Its failure is logged and counted nowhere. */
    public BatchEvaluation<T> compositeEvaluator(CompositeEvaluator evaluator) {
        Objects.requireNonNull(evaluator, "evaluator");
        return change(copy -> copy.composite = evaluator);
    }

    /** Which items; all of them unless set. With {@link #resumeFrom} and no filter, the token's applies. */
    public BatchEvaluation<T> filter(ItemFilter filter) {
        Objects.requireNonNull(filter, "filter");
        return change(copy -> copy.filter = filter);
    }

    /**
     * Which items, as JSON.
     *
     * @throws IllegalArgumentException if it is not a JSON array of conditions
     */
    public BatchEvaluation<T> filter(String json) {
        return filter(ItemFilter.ofJson(json));
    }

    /** Items a request, 1 to 100, and to 1000 with {@link ServerGeneration#CURSOR}; 50 unless set. They are in memory. */
    public BatchEvaluation<T> pageSize(int items) {
        return change(copy -> copy.pageSize = between("pageSize", items, 1, MOST_ITEMS_A_CURSOR_PAGE));
    }

    /** The most items that are attempted, failed ones included; 0 fetches nothing. No limit unless set. */
    public BatchEvaluation<T> maxItems(long items) {
        if (items < 0) {
            throw new IllegalArgumentException("maxItems must be zero or more, not " + items);
        }
        return change(copy -> copy.maxItems = items);
    }

    /** How often a page is asked for again, after 1 s, 2 s, 4 s … or what the server asks for; 3 unless set. */
    public BatchEvaluation<T> maxRetries(int retries) {
        return change(copy -> copy.maxRetries = between("maxRetries", retries, 0, 100));
    }

    /** Items that are evaluated at a time, 1 to 1024; 5 unless set. */
    public BatchEvaluation<T> maxConcurrency(int items) {
        return change(copy -> copy.maxConcurrency = between("maxConcurrency", items, 1, MOST_CONCURRENCY));
    }

    /** Written to each score, over the evaluation's own metadata of the same key. */
    public BatchEvaluation<T> metadata(Map<String, ?> metadata) {
        Map<String, @Nullable Object> taken = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        return change(copy -> copy.metadata = taken);
    }

    /** Goes on where another run ended. Items that it attempted, failed ones included, are not evaluated again. */
    public BatchEvaluation<T> resumeFrom(BatchEvaluationResumeToken token) {
        Objects.requireNonNull(token, "token");
        if (token.scope() != spec.scope) {
            throw new IllegalArgumentException(
                    "token is of " + token.scope().wireValue() + ", but this evaluates " + spec.scope.wireValue());
        }
        token.position(); // fails now rather than later
        return change(copy -> copy.resumeFrom = token);
    }

    /** Logs each step at info; off unless set. */
    public BatchEvaluation<T> verbose(boolean verbose) {
        return change(copy -> copy.verbose = verbose);
    }

    /** Whether the result keeps all evaluations; true unless set. Without them a run of any length fits in memory. */
    public BatchEvaluation<T> retainItemEvaluations(boolean retain) {
        return change(copy -> copy.retainItemEvaluations = retain);
    }

    /**
     * Which groups of fields the server sends, in its own words, such as {@code core}, {@code io} and {@code metrics}; a
     * group that it does not know is passed over. {@code core} is always sent. Unless set, what an evaluation needs.
     */
    public BatchEvaluation<T> fields(String... groups) {
        List<String> taken = List.of(groups);
        for (String group : taken) {
            if (group.isBlank() || group.contains(",")) {
                throw new IllegalArgumentException("fields must each be the name of one group");
            }
        }
        return change(copy -> copy.fields = taken);
    }

    /** How long one evaluator may take for one item before that counts as its failure; for ever unless set. */
    public BatchEvaluation<T> evaluatorTimeout(Duration timeout) {
        return change(copy -> copy.evaluatorTimeout = positive("evaluatorTimeout", timeout));
    }

    /** How long a page waits for its scores to be delivered, before it goes on without; 30 s unless set. */
    public BatchEvaluation<T> flushTimeout(Duration timeout) {
        return change(copy -> copy.flushTimeout = positive("flushTimeout", timeout));
    }

    /** The longest answer with a page, in bytes; 64 MiB unless set. A longer one cannot be fetched. */
    public BatchEvaluation<T> maxPageBytes(int bytes) {
        return change(copy -> copy.maxPageBytes = between("maxPageBytes", bytes, 1, Integer.MAX_VALUE));
    }

    /** Told after each page where a later run could go on. It must not block. What it throws ends the run. */
    public BatchEvaluation<T> checkpoints(Consumer<? super BatchEvaluationResumeToken> listener) {
        Objects.requireNonNull(listener, "listener");
        return checkpointsTo(token -> {
            listener.accept(token);
            return Mono.empty();
        });
    }

    /** Like {@link #checkpoints}; the run goes on once the publisher completes. Its error ends the run. */
    public BatchEvaluation<T> checkpointsTo(
            Function<? super BatchEvaluationResumeToken, ? extends Publisher<?>> listener) {
        Objects.requireNonNull(listener, "listener");
        return change(copy -> copy.checkpoints = listener);
    }

    /** Told after each page. It must not block. What it throws is logged. */
    public BatchEvaluation<T> progress(Consumer<? super BatchProgress> listener) {
        Objects.requireNonNull(listener, "listener");
        return change(copy -> copy.progress = listener);
    }

    /** Which of the server's lists are read; {@link ServerGeneration#AUTO} unless set. */
    public BatchEvaluation<T> generation(ServerGeneration generation) {
        Objects.requireNonNull(generation, "generation");
        return change(copy -> copy.generation = generation);
    }

    /** Takes the items from elsewhere. */
    public BatchEvaluation<T> source(ItemSource<T> source) {
        Objects.requireNonNull(source, "source");
        return change(copy -> copy.source = source);
    }

    /** @throws IllegalArgumentException for options that do not fit together */
    BatchSpec<T> checked() {
        if (spec.evaluators.isEmpty()) {
            throw new IllegalArgumentException("evaluators must not be empty; add one with evaluator(…)");
        }
        if (spec.source == null && spec.generation != ServerGeneration.CURSOR && spec.pageSize > MOST_ITEMS_A_PAGE) {
            throw new IllegalArgumentException("pageSize must be at most " + MOST_ITEMS_A_PAGE
                    + " unless generation(ServerGeneration.CURSOR) is set, not " + spec.pageSize);
        }
        return spec.withTokensFilter();
    }

    private BatchEvaluation<T> change(Consumer<BatchSpec<T>> change) {
        BatchSpec<T> copy = new BatchSpec<>(spec);
        change.accept(copy);
        return new BatchEvaluation<>(copy);
    }

    private static int between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    private static Duration positive(String name, Duration value) {
        if (Objects.requireNonNull(value, name).isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
        return value;
    }

    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        spec.evaluators.forEach(evaluator -> names.add(evaluator.name()));
        return "BatchEvaluation[" + spec.scope.wireValue() + ", evaluators " + names + "]";
    }
}
