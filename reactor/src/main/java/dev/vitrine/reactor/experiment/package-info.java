/** Experiments: a task over many items, judged by evaluators. */
@NullMarked
package dev.vitrine.reactor.experiment;

import org.jspecify.annotations.NullMarked;
