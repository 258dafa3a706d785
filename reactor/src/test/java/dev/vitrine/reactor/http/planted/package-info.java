/** Violations on purpose, for the rules to find. */
@NullMarked
package dev.vitrine.reactor.http.planted;

import org.jspecify.annotations.NullMarked;
