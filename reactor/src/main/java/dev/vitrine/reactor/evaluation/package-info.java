/** Batch evaluation: evaluators over traces or observations that the platform has already. */
@NullMarked
package dev.vitrine.reactor.evaluation;

import org.jspecify.annotations.NullMarked;
