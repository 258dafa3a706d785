/** Scores as values: what is scored, with what, and the limits of the queue they wait in. */
@NullMarked
package dev.vitrine.score;

import org.jspecify.annotations.NullMarked;
