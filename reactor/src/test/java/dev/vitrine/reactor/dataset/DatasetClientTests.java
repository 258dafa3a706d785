package dev.vitrine.reactor.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.vitrine.VitrineException;
import dev.vitrine.dataset.Dataset;
import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.dataset.DatasetStatus;
import dev.vitrine.dataset.NewDataset;
import dev.vitrine.dataset.NewDatasetItem;
import dev.vitrine.embedded.traffic.Disconnect;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.media.Media;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.testing.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class DatasetClientTests {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @RegisterExtension
    final Platform platform = new Platform();

    @Test
    void create_allFields_comeBack() {
        Dataset made = block(datasets()
                .create(
                        "vision",
                        spec -> spec.description("pictures")
                                .metadata(Map.of("owner", "me", "n", 5))
                                .inputSchema(Map.of("type", "object"))));

        assertThat(made.name()).isEqualTo("vision");
        assertThat(made.description()).isEqualTo("pictures");
        assertThat(made.metadata().asMap()).containsEntry("owner", "me").containsEntry("n", 5);
        assertThat(made.inputSchema().asMap()).containsEntry("type", "object");
        assertThat(made.expectedOutputSchema().isNull()).isTrue();
        assertThat(made.projectId()).isEqualTo(platform.server().projectId());
        assertThat(block(datasets().get("vision"))).isEqualTo(made);
    }

    @Test
    void create_again_keepsWhatIsLeftOut() {
        block(datasets().create("d", spec -> spec.description("first").inputSchema(Map.of("type", "object"))));

        Dataset again = block(datasets().create("d"));

        assertThat(again.description()).isEqualTo("first");
        assertThat(again.inputSchema().asMap()).containsEntry("type", "object");
    }

    @Test
    void create_subscribedTwice_callsTwice() {
        Mono<Dataset> creation = datasets().create("d");
        assertThat(platform.server().requests().count()).isZero();

        StepVerifier.create(creation.then(creation)).expectNextCount(1).verifyComplete();

        assertThat(platform.server().requests().count(Route.DATASETS_CREATE)).isEqualTo(2);
    }

    @Test
    void create_mediaInMetadata_isRefusedBeforeAnyCall() {
        StepVerifier.create(datasets().create("d", spec -> spec.metadata(Media.ofBytes(new byte[] {1}))))
                .verifyErrorSatisfies(error ->
                        assertThat(error).isInstanceOf(VitrineException.class).hasMessageContaining("items"));
        assertThat(platform.server().requests().count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder/a b", "a?b=c&d#e", "ä ö 日本", "a+b", "it's", "x;y,z:@"})
    void get_oddName_isEncodedOnce(String name) {
        Dataset made = block(datasets().create(name));
        block(datasets().createItem(name, item -> item.id("i-" + name).input("q")));

        assertThat(block(datasets().get(name)).id()).isEqualTo(made.id());
        assertThat(block(datasets().items(name).collectList())).hasSize(1);
        assertThat(block(datasets().item("i-" + name)).datasetName()).isEqualTo(name);
        block(datasets().deleteItem("i-" + name).thenReturn(true));
        assertThat(platform.server().requests().of(Route.DATASET_GET))
                .allMatch(request -> !request.path()
                        .substring("/api/public/v2/datasets/".length())
                        .contains("/"));
    }

    @Test
    void get_unknown_signalsNotFound() {
        StepVerifier.create(datasets().get("none")).verifyErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(ApiException.NotFound.class);
            assertThat(((ApiException) error).bodyExcerpt()).contains("not found");
        });
    }

    @Test
    void list_severalPages_emitsAllByDemand() {
        Flux.range(0, 120)
                .flatMap(number -> datasets().create("d" + number), 16)
                .blockLast(PATIENCE);
        platform.server().requests().clear();

        assertThat(block(datasets().list().map(Dataset::name).collectList()))
                .hasSize(120)
                .doesNotHaveDuplicates();
        assertThat(platform.server().requests().count(Route.DATASETS_LIST)).isEqualTo(3);

        platform.server().requests().clear();
        assertThat(block(datasets().list().take(3).collectList())).hasSize(3);
        assertThat(platform.server().requests().count(Route.DATASETS_LIST)).isLessThanOrEqualTo(2);
    }

    @Test
    void list_noDatasets_isEmpty() {
        StepVerifier.create(datasets().list()).verifyComplete();
    }

    @Test
    void item_archived_isFoundByIdAndNotListed() {
        block(datasets().create("d"));
        block(datasets().createItem("d", item -> item.id("i").input("q").status(DatasetStatus.ARCHIVED)));

        assertThat(block(datasets().item("i")).status()).isEqualTo(DatasetStatus.ARCHIVED);
        assertThat(block(datasets().items("d").collectList())).isEmpty();
    }

    @Test
    void item_allFields_comeBack() {
        block(datasets().create("d"));
        DatasetItem made = block(datasets()
                .createItem(
                        "d",
                        item -> item.id("i")
                                .input(Map.of("q", "?"))
                                .expectedOutput(List.of(1, 2))
                                .metadata(Map.of("k", true))
                                .sourceTraceId("t1")
                                .sourceObservationId("o1")));

        DatasetItem read = block(datasets().item("i"));

        assertThat(read).isEqualTo(made);
        assertThat(read.input().at("/q").as(String.class)).isEqualTo("?");
        assertThat(read.expectedOutput().toJson()).isEqualTo("[1,2]");
        assertThat(read.metadata().at("/k").as(Boolean.class)).isTrue();
        assertThat(read.sourceTraceId()).isEqualTo("t1");
        assertThat(read.sourceObservationId()).isEqualTo("o1");
        assertThat(read.datasetName()).isEqualTo("d");
    }

    @Test
    void item_unknown_signalsNotFound() {
        StepVerifier.create(datasets().item("none")).verifyError(ApiException.NotFound.class);
        StepVerifier.create(datasets().deleteItem("none")).verifyError(ApiException.NotFound.class);
    }

    @Test
    void deleteItem_firstAnswerIsLost_isDone() {
        block(datasets().create("d"));
        block(datasets().createItem("d", item -> item.id("i").input(1)));
        platform.server()
                .faults()
                .on(
                        Route.ITEM_DELETE,
                        fault -> fault.disconnect(Disconnect.BEFORE_ANSWER).times(1));

        StepVerifier.create(datasets().deleteItem("i")).verifyComplete();
        assertThat(platform.server().requests().count(Route.ITEM_DELETE)).isEqualTo(2);
        StepVerifier.create(datasets().deleteItem("i")).verifyError(ApiException.NotFound.class);
    }

    @Test
    void deleteItem_thenCreate_isPossible() {
        block(datasets().create("d"));
        block(datasets().createItem("d", item -> item.id("i").input(1)));

        StepVerifier.create(datasets().deleteItem("i")).verifyComplete();
        StepVerifier.create(datasets().item("i")).verifyError(ApiException.NotFound.class);
        StepVerifier.create(datasets().createItem("d", item -> item.id("i").input(2)))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void arguments_invalid_areRefusedAtTheCall() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> datasets().get(" "))
                .withMessageContaining("name");
        assertThatIllegalArgumentException().isThrownBy(() -> datasets().item(""));
        assertThatIllegalArgumentException().isThrownBy(() -> datasets().items("d", query -> query.pageSize(101)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> datasets().createItems(Flux.empty(), 0))
                .withMessageContaining("concurrency");
        assertThatNullPointerException()
                .isThrownBy(() -> datasets().create((NewDataset) nothing()))
                .withMessageContaining("dataset");
        assertThatNullPointerException()
                .isThrownBy(() -> datasets().createItem((NewDatasetItem) nothing()))
                .withMessageContaining("item");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return (T) Map.of().get("nothing");
    }

    private DatasetClient datasets() {
        return platform.client().datasets();
    }

    private static <T> T block(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }
}
