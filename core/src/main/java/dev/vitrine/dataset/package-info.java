/** Datasets and their items as records. */
@NullMarked
package dev.vitrine.dataset;

import org.jspecify.annotations.NullMarked;
