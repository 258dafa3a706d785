package dev.vitrine.reactor.experiment.report;

import dev.vitrine.experiment.ExperimentItemOutcome;
import dev.vitrine.experiment.ExperimentItemResult;
import dev.vitrine.media.MediaOccurrence;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds the media of an item and fetches those that may be images, one after another. */
final class ItemImages {
    static final int MOST_IN_A_FIELD = 6;

    private final ImageSource source;
    private final ImageBudget budget;

    ItemImages(ReportOptions options, ImageBudget budget) {
        this.source = new ImageSource(options.maxImageBytes());
        this.budget = budget;
    }

    Mono<PicturedItem> of(ExperimentItemOutcome outcome) {
        Object output = outcome instanceof ExperimentItemResult result ? result.output() : null;
        return pictures(outcome.item().input())
                .flatMap(input -> pictures(outcome.item().expectedOutput())
                        .flatMap(expected ->
                                pictures(output).map(given -> new PicturedItem(outcome, input, expected, given))));
    }

    private Mono<List<Picture>> pictures(@Nullable Object value) {
        List<MediaOccurrence> found = FieldMedia.in(value);
        return Flux.fromIterable(found.subList(0, Math.min(MOST_IN_A_FIELD, found.size())))
                .concatMap(
                        media -> budget.spent() ? Mono.just(source.unread(media.value())) : source.read(media.value()),
                        0)
                .collectList();
    }
}
