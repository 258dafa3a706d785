@NullMarked
package dev.vitrine.reactor.score;

import org.jspecify.annotations.NullMarked;
