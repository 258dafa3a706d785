package dev.vitrine.reactor.dataset;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.dataset.Dataset;
import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.dataset.NewDataset;
import dev.vitrine.dataset.NewDatasetItem;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Datasets and their items. Everything is cold: each subscription is a call of its own. */
@CheckReturnValue
public interface DatasetClient {

    /**
     * Makes a dataset, or changes the one of that name, and emits it. What is null in {@code dataset} stays as it is.
     *
     * @return one dataset; a {@code JsonException} where its metadata cannot be written whole or hold media
     */
    Mono<Dataset> create(NewDataset dataset);

    default Mono<Dataset> create(String name, Consumer<NewDataset.Builder> spec) {
        NewDataset.Builder builder = NewDataset.named(name);
        spec.accept(builder);
        return create(builder.build());
    }

    default Mono<Dataset> create(String name) {
        return create(NewDataset.named(name).build());
    }

    /** The dataset of that name, or an {@code ApiException.NotFound}. The name may hold any characters. */
    Mono<Dataset> get(String name);

    /**
     * All datasets of the project, newest first: 50 a request, at most one request ahead of what is consumed. The server
     * cannot pin this list, so a dataset that is made meanwhile may shift it.
     */
    Flux<Dataset> list();

    /**
     * Uploads what media the item holds, then makes the item, and emits it as the server has it, with handles.
     *
     * <p>The values are read once, when the subscription comes; they are not changed. Media at any depth are replaced by
     * their references; handles and references are written as they are, without a transfer. The same content is uploaded
     * once, for the first field it stands in. The dataset's id is looked up once and only where there are media, and is
     * remembered for a minute. Nothing is sent before all media could be read, and no item is made unless all of them
     * are stored. What was spooled is deleted on success, failure and cancel. Sending the same item again changes
     * nothing, because its id is fixed; so {@code retry()} is safe.
     *
     * <p>Holds the item's JSON in memory, at most the server's 4.5 MiB. Note that the server reads a value that is a
     * string of JSON as that JSON, and takes null for "as it was".
     *
     * @return one item; before anything is sent, a {@code JsonException} or {@code MediaTreeException} for a value that
     *     cannot be written whole, a {@code ContentException} for media that cannot be read, an
     *     {@code UploadDisabledException}, an {@code ApiException.PayloadTooLarge}; afterwards an
     *     {@code UploadException} or an {@code ApiException}
     */
    Mono<DatasetItem> createItem(NewDatasetItem item);

    default Mono<DatasetItem> createItem(String datasetName, Consumer<NewDatasetItem.Builder> spec) {
        NewDatasetItem.Builder builder = NewDatasetItem.in(datasetName);
        spec.accept(builder);
        return createItem(builder.build());
    }

    /**
     * Makes many items, at most {@code concurrency} (1 to 1024) at a time, and emits them in source order. At most so
     * many are asked of {@code items} ahead of what was emitted. The first failure ends all: items before it in the source
     * may be made without having been emitted, so use fixed ids and send the same again.
     */
    Flux<DatasetItem> createItems(Publisher<NewDatasetItem> items, int concurrency);

    /** The latest version of an item, archived or not, or an {@code ApiException.NotFound}. */
    Mono<DatasetItem> item(String id);

    /** {@link #items(String, Consumer)} with the default query. */
    default Flux<DatasetItem> items(String datasetName) {
        return items(datasetName, query -> {});
    }

    /**
     * The dataset's active items, newest first, emitted while their page still arrives.
     *
     * <p>Pages are asked for ahead of what is consumed, in a slow start: one page ahead while the first is consumed, then
     * two, four, up to {@code prefetchPages}. A subscriber that takes a few items causes two requests at most; an empty
     * dataset, one. At most {@code prefetchPages + 1} pages are in memory, as the items' bytes, and fewer after a page that
     * is so large that as many of its size would be more than 64 MiB; an item's values are parsed when they are first
     * read, and only then references become handles.
     *
     * <p>Unless the query names a version, all pages are read as of the dataset's last write before the pull, where the
     * server keeps versions; items written meanwhile neither appear nor shift the others. A page that fails is asked for
     * again, and its items come once and in order; when that does not help, the error follows the items before it.
     * Cancelling ends all requests.
     *
     * @return items, or an {@code ApiException.NotFound} for an unknown dataset, a {@code JsonException} for malformed
     *     pages and such that are beyond the query's limits
     */
    Flux<DatasetItem> items(String datasetName, Consumer<ItemsQuery.Builder> query);

    /**
     * Deletes an item, or signals an {@code ApiException.NotFound}. Its earlier versions can still be read. An item that is
     * not there when the call is repeated, after an attempt whose answer was lost, counts as deleted by that attempt.
     */
    Mono<Void> deleteItem(String id);
}
