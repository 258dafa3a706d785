@NullMarked
package dev.vitrine.reactor.trace;

import org.jspecify.annotations.NullMarked;
