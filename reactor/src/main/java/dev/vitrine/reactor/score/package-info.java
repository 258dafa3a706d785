/** Scores: a bounded queue that is sent in batches, in order. */
@NullMarked
package dev.vitrine.reactor.score;

import org.jspecify.annotations.NullMarked;
