/**
 * Traces and observations: how spans are stored and read. What tests use of it is {@link
 * dev.vitrine.embedded.trace.EmbeddedTraces}; the rest is an inner part of the platform.
 */
@NullMarked
package dev.vitrine.embedded.trace;

import org.jspecify.annotations.NullMarked;
