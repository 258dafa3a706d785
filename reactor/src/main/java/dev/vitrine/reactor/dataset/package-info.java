/** Datasets on Langfuse, as streams. */
@NullMarked
package dev.vitrine.reactor.dataset;

import org.jspecify.annotations.NullMarked;
