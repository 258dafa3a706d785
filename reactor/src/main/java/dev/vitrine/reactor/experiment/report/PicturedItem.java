package dev.vitrine.reactor.experiment.report;

import dev.vitrine.experiment.ExperimentItemOutcome;
import java.util.List;

/**
 * An item with the media of its fields.
 *
 * @param input media of the input, in order
 * @param expected media of the expected output, in order
 * @param output media of the output, in order
 */
record PicturedItem(ExperimentItemOutcome outcome, List<Picture> input, List<Picture> expected, List<Picture> output) {}
