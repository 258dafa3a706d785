@NullMarked
package dev.vitrine.reactor.evaluation;

import org.jspecify.annotations.NullMarked;
