/** Programs that use Vitrine as its users do: the demo, and what the README quotes. Each is run by a test. */
@NullMarked
package dev.vitrine.examples;

import org.jspecify.annotations.NullMarked;
