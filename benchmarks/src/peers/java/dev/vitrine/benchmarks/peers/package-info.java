/** Contestants that are other people's clients; compiled for the comparison alone. */
@NullMarked
package dev.vitrine.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
