/** Work that outlives the call which caused it. */
@NullMarked
package dev.vitrine.reactor.background;

import org.jspecify.annotations.NullMarked;
