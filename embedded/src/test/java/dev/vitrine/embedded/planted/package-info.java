/** Violations that the rules have to find. */
@NullMarked
package dev.vitrine.embedded.planted;

import org.jspecify.annotations.NullMarked;
