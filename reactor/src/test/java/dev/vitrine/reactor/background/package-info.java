@NullMarked
package dev.vitrine.reactor.background;

import org.jspecify.annotations.NullMarked;
