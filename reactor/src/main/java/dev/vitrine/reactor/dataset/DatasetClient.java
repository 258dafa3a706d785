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

    /** Makes a dataset, or changes the one of that name. */
    Mono<Dataset> create(NewDataset dataset);

    default Mono<Dataset> create(String name, Consumer<NewDataset.Builder> spec) {
        NewDataset.Builder builder = NewDataset.named(name);
        spec.accept(builder);
        return create(builder.build());
    }

    default Mono<Dataset> create(String name) {
        return create(NewDataset.named(name).build());
    }

    Mono<Dataset> get(String name);

    /** All datasets of the project, newest first, page by page as they are asked for. */
    Flux<Dataset> list();

    /** Uploads what media the item holds, then makes the item. */
    Mono<DatasetItem> createItem(NewDatasetItem item);

    default Mono<DatasetItem> createItem(String datasetName, Consumer<NewDatasetItem.Builder> spec) {
        NewDatasetItem.Builder builder = NewDatasetItem.in(datasetName);
        spec.accept(builder);
        return createItem(builder.build());
    }

    /** Makes many items, at most {@code concurrency} at a time, and emits them in source order. */
    Flux<DatasetItem> createItems(Publisher<NewDatasetItem> items, int concurrency);

    Mono<DatasetItem> item(String id);

    default Flux<DatasetItem> items(String datasetName) {
        return items(datasetName, query -> {});
    }

    /** The dataset's items as they arrive, hydrated lazily. */
    Flux<DatasetItem> items(String datasetName, Consumer<ItemsQuery.Builder> query);

    Mono<Void> deleteItem(String id);
}
