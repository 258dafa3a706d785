@NullMarked
package dev.vitrine.reactor.experiment;

import org.jspecify.annotations.NullMarked;
