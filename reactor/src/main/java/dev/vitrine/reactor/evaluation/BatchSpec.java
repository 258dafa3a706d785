package dev.vitrine.reactor.evaluation;

import dev.vitrine.evaluation.BatchEvaluationResumeToken;
import dev.vitrine.evaluation.BatchProgress;
import dev.vitrine.evaluation.EvaluationScope;
import dev.vitrine.evaluation.ItemFilter;
import dev.vitrine.reactor.experiment.CompositeEvaluator;
import dev.vitrine.reactor.experiment.Evaluator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The options of a batch evaluation. Changed only before anybody else sees it. */
final class BatchSpec<T extends EvaluatedItem> {
    private static final Logger log = LoggerFactory.getLogger(EvaluationClient.class);

    final EvaluationScope scope;
    final Mapping<? super T> mapping;
    final List<Evaluator> evaluators;

    @Nullable
    CompositeEvaluator composite;

    @Nullable
    ItemFilter filter;

    int pageSize = 50;

    @Nullable
    Long maxItems;

    int maxRetries = 3;
    int maxConcurrency = 5;
    Map<String, @Nullable Object> metadata = Map.of();

    @Nullable
    BatchEvaluationResumeToken resumeFrom;

    boolean verbose;
    boolean retainItemEvaluations = true;
    List<String> fields = List.of();

    @Nullable
    Duration evaluatorTimeout;

    Duration flushTimeout = Duration.ofSeconds(30);
    int maxPageBytes = 64 * 1024 * 1024;

    @Nullable
    Function<? super BatchEvaluationResumeToken, ? extends Publisher<?>> checkpoints;

    @Nullable
    Consumer<? super BatchProgress> progress;

    ServerGeneration generation = ServerGeneration.AUTO;

    @Nullable
    ItemSource<T> source;

    BatchSpec(EvaluationScope scope, Mapping<? super T> mapping) {
        this.scope = scope;
        this.mapping = Objects.requireNonNull(mapping, "mapping");
        this.evaluators = new ArrayList<>();
    }

    BatchSpec(BatchSpec<T> from) {
        this.scope = from.scope;
        this.mapping = from.mapping;
        this.evaluators = new ArrayList<>(from.evaluators);
        this.composite = from.composite;
        this.filter = from.filter;
        this.pageSize = from.pageSize;
        this.maxItems = from.maxItems;
        this.maxRetries = from.maxRetries;
        this.maxConcurrency = from.maxConcurrency;
        this.metadata = from.metadata;
        this.resumeFrom = from.resumeFrom;
        this.verbose = from.verbose;
        this.retainItemEvaluations = from.retainItemEvaluations;
        this.fields = from.fields;
        this.evaluatorTimeout = from.evaluatorTimeout;
        this.flushTimeout = from.flushTimeout;
        this.maxPageBytes = from.maxPageBytes;
        this.checkpoints = from.checkpoints;
        this.progress = from.progress;
        this.generation = from.generation;
        this.source = from.source;
    }

    /** A run that goes on must not select more than the one before: without a filter it has the token's. */
    BatchSpec<T> withTokensFilter() {
        if (resumeFrom == null || resumeFrom.filter() == null) {
            return this;
        }
        if (filter == null) {
            BatchSpec<T> copy = new BatchSpec<>(this);
            copy.filter = ItemFilter.ofJson(resumeFrom.filter());
            return copy;
        }
        if (!filter.toJson().equals(resumeFrom.filter())) {
            log.warn("The batch evaluation goes on with another filter than the one of its resume token");
        }
        return this;
    }

    @Nullable
    String filterText() {
        return filter == null ? null : filter.toJson();
    }
}
