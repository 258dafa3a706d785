@NullMarked
package dev.vitrine.reactor.experiment.report;

import org.jspecify.annotations.NullMarked;
