/** The arrows of the house, checked. */
@NullMarked
package dev.vitrine.reactor.architecture;

import org.jspecify.annotations.NullMarked;
