package dev.vitrine.reactor.evaluation;

import dev.vitrine.VitrineException;
import dev.vitrine.reactor.http.ApiException;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;

/** The lists that the server has: those of v1 until it says that they are gone, then that of v2. */
final class AskedPages<T extends EvaluatedItem> implements ItemSource<T> {
    private static final int GONE = 410;
    private final ItemSource<T> numbered;
    private final ItemSource<T> cursor;
    private final AtomicReference<ServerGeneration> known;

    /** @param known what was found out before, by this client; AUTO for nothing */
    AskedPages(ItemSource<T> numbered, ItemSource<T> cursor, AtomicReference<ServerGeneration> known) {
        this.numbered = numbered;
        this.cursor = cursor;
        this.known = known;
    }

    @Override
    public Mono<ItemPage<T>> page(PageQuery query) {
        if (query.after().cursor() != null) {
            return cursor.page(query);
        }
        if (known.get() == ServerGeneration.CURSOR) {
            return cursor.page(query).onErrorMap(AskedPages::isGone, gone -> neither(gone, gone));
        }
        return numbered.page(query)
                .doOnNext(page -> known.set(ServerGeneration.PAGES))
                .onErrorResume(
                        AskedPages::isGone,
                        gone -> Mono.defer(() -> cursor.page(query))
                                .doOnNext(page -> known.set(ServerGeneration.CURSOR))
                                .onErrorMap(AskedPages::isGone, alsoGone -> neither(gone, alsoGone)));
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof ApiException.NotFound
                || failure instanceof ApiException answer && answer.status() == GONE;
    }

    private static VitrineException neither(Throwable first, Throwable second) {
        VitrineException failure = new VitrineException(
                "This server has no list to evaluate from: " + first.getMessage() + "; and " + second.getMessage()
                        + ". Check that baseUrl leads to the platform itself; a self-hosted v4 server must not have"
                        + " LANGFUSE_MIGRATION_V4_ALLOW_PREVIEW_OPT_IN=false",
                second);
        if (first != second) {
            failure.addSuppressed(first);
        }
        return failure;
    }
}
