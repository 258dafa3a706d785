/** Tracing: observations around reactive work, whose parent is found through the Reactor Context. */
@NullMarked
package dev.vitrine.reactor.trace;

import org.jspecify.annotations.NullMarked;
