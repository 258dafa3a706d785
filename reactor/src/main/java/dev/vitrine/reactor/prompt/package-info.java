/** Prompts, cached so that a lookup on the hot path does not wait for the platform. */
@NullMarked
package dev.vitrine.reactor.prompt;

import org.jspecify.annotations.NullMarked;
