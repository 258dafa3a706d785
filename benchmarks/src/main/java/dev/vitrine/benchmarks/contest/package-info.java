/** The clients that are compared, each doing the same work, and the process in which one of them runs. */
@NullMarked
package dev.vitrine.benchmarks.contest;

import org.jspecify.annotations.NullMarked;
