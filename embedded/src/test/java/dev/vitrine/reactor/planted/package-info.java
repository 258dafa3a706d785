/** Stands for the module that the platform must not know. */
@NullMarked
package dev.vitrine.reactor.planted;

import org.jspecify.annotations.NullMarked;
