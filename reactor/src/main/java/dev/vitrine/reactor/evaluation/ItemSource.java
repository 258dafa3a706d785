package dev.vitrine.reactor.evaluation;

import com.google.errorprone.annotations.CheckReturnValue;
import reactor.core.publisher.Mono;

/** Where a batch evaluation takes its items from. Asked for one page at a time; each page follows from the one before. */
@CheckReturnValue
@FunctionalInterface
public interface ItemSource<T extends EvaluatedItem> {

    /**
     * Emits the page that follows {@link PageQuery#after()}. Errors are retried by the run: those of the
     * {@linkplain dev.vitrine.reactor.http.ApiException API} that may pass, I/O errors and timeouts.
     */
    Mono<ItemPage<T>> page(PageQuery query);
}
