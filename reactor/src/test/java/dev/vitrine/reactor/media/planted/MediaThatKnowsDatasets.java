package dev.vitrine.reactor.media.planted;

import dev.vitrine.reactor.dataset.DatasetClient;
import reactor.core.publisher.Mono;

/** Breaks two rules on purpose: it knows datasets, and its Mono may be dropped unseen. */
public interface MediaThatKnowsDatasets {
    Mono<DatasetClient> datasets();
}
