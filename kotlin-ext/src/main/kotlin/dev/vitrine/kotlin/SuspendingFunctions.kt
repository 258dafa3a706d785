package dev.vitrine.kotlin

import dev.vitrine.experiment.Evaluation
import dev.vitrine.experiment.EvaluationInput
import dev.vitrine.experiment.ExperimentItem
import dev.vitrine.experiment.ExperimentItemResult
import dev.vitrine.reactor.evaluation.Mapping
import dev.vitrine.reactor.experiment.CompositeEvaluator
import dev.vitrine.reactor.experiment.Evaluator
import dev.vitrine.reactor.experiment.ExperimentTask
import dev.vitrine.reactor.experiment.RunEvaluator
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.reactor.mono
import org.reactivestreams.Publisher
import reactor.core.publisher.Flux
import reactor.core.publisher.Mono
import kotlin.coroutines.CoroutineContext

/**
 * A task of suspending code, for the Java builder. It runs in [context], with the item's observation and attributes;
 * one that blocks needs `Dispatchers.IO`. Null is an output, too.
 */
public fun suspendingTask(
    context: CoroutineContext = Dispatchers.Default,
    task: suspend (ExperimentItem) -> Any?,
): ExperimentTask = ExperimentTask { item -> mono(context) { task(item) } }

/** An evaluator of suspending code, for experiments and batch evaluations; see [suspendingTask]. */
public fun suspendingEvaluator(
    name: String,
    context: CoroutineContext = Dispatchers.Default,
    judge: suspend (EvaluationInput) -> List<Evaluation>,
): Evaluator = Evaluator.named(name) { input -> evaluations(context) { judge(input) } }

/** An evaluator of what the others said, of suspending code; see [suspendingTask]. */
public fun suspendingComposite(
    context: CoroutineContext = Dispatchers.Default,
    judge: suspend (EvaluationInput, List<Evaluation>) -> List<Evaluation>,
): CompositeEvaluator = CompositeEvaluator { input, said -> evaluations(context) { judge(input, said) } }

/** An evaluator of a whole run, of suspending code; see [suspendingTask]. */
public fun suspendingRunEvaluator(
    name: String,
    context: CoroutineContext = Dispatchers.Default,
    judge: suspend (List<ExperimentItemResult>) -> List<Evaluation>,
): RunEvaluator = RunEvaluator.named(name) { results -> evaluations(context) { judge(results) } }

/** A batch evaluation's mapping of suspending code; see [suspendingTask]. */
public fun <T : Any> suspendingMapping(
    context: CoroutineContext = Dispatchers.Default,
    mapper: suspend (T) -> EvaluationInput,
): Mapping<T> = Mapping { item -> mono(context) { mapper(item) } }

private fun evaluations(
    context: CoroutineContext,
    judge: suspend () -> List<Evaluation>,
): Publisher<Evaluation> {
    val judged: Mono<List<Evaluation>> = mono(context) { judge() }
    return judged.flatMapMany { Flux.fromIterable(it) }
}
