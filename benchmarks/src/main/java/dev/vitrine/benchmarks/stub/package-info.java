/** A platform and object store in one that only answers and counts. */
@NullMarked
package dev.vitrine.benchmarks.stub;

import org.jspecify.annotations.NullMarked;
