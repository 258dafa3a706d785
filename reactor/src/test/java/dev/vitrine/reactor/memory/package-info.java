/** The memory claims, shown in JVMs of their own with a small heap. */
@NullMarked
package dev.vitrine.reactor.memory;

import org.jspecify.annotations.NullMarked;
