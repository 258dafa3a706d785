/** Datasets, items and their versions, and runs. Inner part of the platform, not meant to be called. */
@NullMarked
package dev.vitrine.embedded.dataset;

import org.jspecify.annotations.NullMarked;
