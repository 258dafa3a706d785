/** Scores: written in batches or singly, read by newer and older routes. Inner part of the platform, not meant to be called. */
@NullMarked
package dev.vitrine.embedded.score;

import org.jspecify.annotations.NullMarked;
