/** Traces as values: observation types, ids, attribute names, what an observation says and how it is written. */
@NullMarked
package dev.vitrine.trace;

import org.jspecify.annotations.NullMarked;
