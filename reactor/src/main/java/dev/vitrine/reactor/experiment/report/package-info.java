/** An experiment's result as one HTML file to look at and to pass on. */
@NullMarked
package dev.vitrine.reactor.experiment.report;

import org.jspecify.annotations.NullMarked;
