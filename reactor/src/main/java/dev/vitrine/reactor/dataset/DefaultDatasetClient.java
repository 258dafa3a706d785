package dev.vitrine.reactor.dataset;

import dev.vitrine.dataset.Dataset;
import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.dataset.NewDataset;
import dev.vitrine.dataset.NewDatasetItem;
import dev.vitrine.json.JsonEncoder;
import dev.vitrine.json.JsonException;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import dev.vitrine.reactor.media.MediaFacet;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

final class DefaultDatasetClient implements DatasetClient {
    private static final String DATASETS = "/api/public/v2/datasets";
    private static final int LIST_PAGE = 50;
    private static final int MOST_CONCURRENCY = 1024;
    private static final int RACE_RETRIES = 2;
    private static final Duration RACE_PAUSE = Duration.ofMillis(100);
    private static final PageFetch.Limits LIST_LIMITS = new PageFetch.Limits(64L * 1024 * 1024, 16 * 1024 * 1024);

    private final ApiExchange api;
    private final DatasetSettings settings;
    private final Hydration hydration;
    private final ItemCreation creation;
    private final MediaFacet media;

    DefaultDatasetClient(ApiExchange api, MediaFacet media, DatasetSettings settings) {
        this.api = api;
        this.settings = settings;
        this.media = media;
        this.hydration = new Hydration(media);
        this.creation =
                new ItemCreation(api, media, new DatasetIds(this::lookUp, settings.clock()), hydration, settings);
    }

    @Override
    public Mono<Dataset> create(NewDataset dataset) {
        Objects.requireNonNull(dataset, "dataset");
        return Mono.defer(() -> api.exchange(
                        ApiRequest.post(DATASETS)
                                .json(body(dataset))
                                .repeatable(true) // the name identifies it
                                .build(),
                        DatasetDecoder::decode))
                .retryWhen(Retry.backoff(RACE_RETRIES, RACE_PAUSE) // two that make the same name at a time
                        .scheduler(settings.timer())
                        .filter(ApiException.Conflict.class::isInstance)
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()))
                .checkpoint("Creation of dataset " + dataset.name() + " [DatasetClient]");
    }

    @Override
    public Mono<Dataset> get(String name) {
        requireName(name);
        return lookUp(name).checkpoint("Lookup of dataset " + name + " [DatasetClient]");
    }

    @Override
    public Flux<Dataset> list() {
        PageFetch<Dataset> fetch = new PageFetch<>(api, settings, LIST_LIMITS, DatasetDecoder::decode, Dataset::id);
        return Flux.defer(() -> new PagePull<>(page -> fetch.fetch(page, listRequest(page)), LIST_PAGE, 1).elements())
                .checkpoint("List of datasets [DatasetClient]");
    }

    @Override
    public Mono<DatasetItem> createItem(NewDatasetItem item) {
        Objects.requireNonNull(item, "item");
        return creation.create(item).checkpoint("Creation of dataset item " + item.id() + " [DatasetClient]");
    }

    @Override
    public Flux<DatasetItem> createItems(Publisher<NewDatasetItem> items, int concurrency) {
        Objects.requireNonNull(items, "items");
        if (concurrency < 1 || concurrency > MOST_CONCURRENCY) {
            throw new IllegalArgumentException("concurrency must be 1 to " + MOST_CONCURRENCY + ", not " + concurrency);
        }
        return Flux.from(items).flatMapSequential(this::createItem, concurrency, 1);
    }

    @Override
    public Mono<DatasetItem> item(String id) {
        ApiRequest request = itemRequest(ApiRequest.get("/api/public/dataset-items/{id}"), id);
        return api.exchange(request, json -> ItemDecoder.decode(json, hydration))
                .checkpoint("Lookup of dataset item " + id + " [DatasetClient]");
    }

    @Override
    public Flux<DatasetItem> items(String datasetName, Consumer<ItemsQuery.Builder> query) {
        requireName(datasetName);
        ItemsQuery.Builder builder = new ItemsQuery.Builder();
        query.accept(builder);
        ItemsQuery chosen = builder.build();
        @Nullable Hydration handles = chosen.hydrate() ? hydration : null;
        PageFetch<DatasetItem> fetch = new PageFetch<>(
                api,
                settings,
                new PageFetch.Limits(chosen.maxPageBytes(), chosen.maxItemBytes()),
                json -> ItemDecoder.decode(json, handles),
                DatasetItem::id);
        return Flux.defer(() -> new PagePull<>(
                                new ItemPages(fetch, datasetName, chosen, settings.clock()),
                                chosen.pageSize(),
                                chosen.prefetchPages())
                        .elements()
                        .filter(item -> chosen.takes(item.id())))
                .checkpoint("Items of dataset " + datasetName + " [DatasetClient]");
    }

    @Override
    public Mono<Void> deleteItem(String id) {
        ApiRequest request = itemRequest(ApiRequest.delete("/api/public/dataset-items/{id}"), id);
        return api.send(request).checkpoint("Deletion of dataset item " + id + " [DatasetClient]");
    }

    private Mono<Dataset> lookUp(String name) {
        return api.exchange(
                ApiRequest.get(DATASETS + "/{name}").path("name", name).build(), DatasetDecoder::decode);
    }

    private static ApiRequest listRequest(int page) {
        return ApiRequest.get(DATASETS)
                .query("page", page)
                .query("limit", LIST_PAGE)
                .build();
    }

    private static ApiRequest itemRequest(ApiRequest.Builder request, String id) {
        Objects.requireNonNull(id, "id");
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id of a dataset item must not be empty");
        }
        return request.path("id", id).build();
    }

    private static void requireName(String name) {
        Objects.requireNonNull(name, "datasetName");
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a dataset must not be blank");
        }
    }

    /** What is null is left out: the server would clear a schema that is null. */
    private static byte[] body(NewDataset dataset) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", dataset.name());
        putIfPresent(body, "description", dataset.description());
        putIfPresent(body, "metadata", dataset.metadata());
        putIfPresent(body, "inputSchema", dataset.inputSchema());
        putIfPresent(body, "expectedOutputSchema", dataset.expectedOutputSchema());
        return JsonEncoder.strict().encode(body, media -> {
            throw new JsonException("A dataset's own metadata cannot hold " + media + "; put media into its items");
        });
    }

    private static void putIfPresent(Map<String, Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
