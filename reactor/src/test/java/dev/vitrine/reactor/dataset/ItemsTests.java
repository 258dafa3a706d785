package dev.vitrine.reactor.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.dataset.NewDatasetItem;
import dev.vitrine.embedded.traffic.Disconnect;
import dev.vitrine.embedded.traffic.ObservedRequest;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.json.JsonException;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.testing.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ItemsTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    final Platform platform = new Platform();

    @BeforeEach
    void createDataset() {
        block(datasets().create("d"));
        platform.server().requests().clear();
    }

    @Test
    void items_severalPages_inServerOrderAndOnce() {
        fill(130);

        List<String> ids = ids(query -> query.pageSize(20));

        assertThat(ids).hasSize(130).doesNotHaveDuplicates();
        assertThat(ids.get(0)).isEqualTo("i129");
        assertThat(ids.get(129)).isEqualTo("i0");
        assertThat(platform.server().requests().count(Route.ITEMS_LIST)).isEqualTo(7);
    }

    @Test
    void items_emptyDataset_isOneRequest() {
        StepVerifier.create(datasets().items("d")).verifyComplete();

        assertThat(platform.server().requests().count()).isEqualTo(1);
    }

    @Test
    void items_unknownDataset_signalsNotFound() {
        StepVerifier.create(datasets().items("none")).verifyError(ApiException.NotFound.class);
    }

    @Test
    void items_takeFive_isTwoRequestsAtMost() {
        fill(200);

        assertThat(block(datasets()
                        .items("d", query -> query.pageSize(10))
                        .take(5)
                        .collectList()))
                .hasSize(5);

        assertThat(platform.server().requests().count(Route.ITEMS_LIST)).isLessThanOrEqualTo(2);
    }

    @Test
    void items_demandOfOne_asksForOnePageAhead() {
        fill(200);

        StepVerifier.create(datasets().items("d", query -> query.pageSize(10)), 0)
                .thenRequest(1)
                .expectNextCount(1)
                .thenRequest(1)
                .expectNextCount(1)
                .thenAwait(Duration.ofMillis(300))
                .then(() -> assertThat(platform.server().requests().count(Route.ITEMS_LIST))
                        .isLessThanOrEqualTo(2))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void items_whilePageArrives_emitsItsFirstItems() {
        fill(40);
        platform.server().faults().on(Route.ITEMS_LIST, fault -> fault.slowBody(300, Duration.ofMillis(10)));

        StepVerifier.create(datasets().items("d", query -> query.pageSize(40)), 1)
                .expectNextCount(1)
                .then(() -> assertThat(platform.server().requests().inFlight(Route.ITEMS_LIST))
                        .isEqualTo(1))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void items_cancelledMidway_abortsAndTheNextPullWorks() {
        fill(100);
        platform.server().faults().on(Route.ITEMS_LIST, fault -> fault.slowBody(200, Duration.ofMillis(20)));
        LangfuseClient client = platform.client(builder -> builder.maxConcurrentApiCalls(1));

        StepVerifier.create(client.datasets().items("d", query -> query.pageSize(50)))
                .expectNextCount(3)
                .thenCancel()
                .verify(PATIENCE);
        platform.server().faults().clear();

        assertThat(block(client.datasets().items("d").collectList())).hasSize(100);
        assertThat(platform.server().requests().inFlight(Route.ITEMS_LIST)).isZero();
    }

    @Test
    void items_subscriberCallsTheSameClient_doesNotStarve() {
        fill(60);
        LangfuseClient client = platform.client(builder -> builder.maxConcurrentApiCalls(2));

        List<String> names = block(client.datasets()
                .items("d", query -> query.pageSize(5))
                .concatMap(item -> client.datasets().item(item.id()), 1)
                .map(DatasetItem::id)
                .collectList());

        assertThat(names).hasSize(60);
    }

    @Test
    void items_writtenDuringThePull_shiftNothing() {
        fill(60);
        List<String> expected = ids(query -> query.pageSize(60));

        List<String> pulled = block(datasets()
                .items("d", query -> query.pageSize(10))
                .concatMap(
                        item -> datasets()
                                .createItem(
                                        "d", spec -> spec.id(item.id() + "-new").input(1))
                                .thenReturn(item.id()),
                        1)
                .collectList());

        assertThat(pulled).isEqualTo(expected);
    }

    @Test
    void items_updatedAndDeletedDuringThePull_areAsTheyWere() {
        fill(40);

        List<DatasetItem> pulled = new ArrayList<>();
        datasets()
                .items("d", query -> query.pageSize(10))
                .concatMap(
                        item -> pulled.isEmpty()
                                ? datasets()
                                        .createItem("d", spec -> spec.id("i1").input("changed"))
                                        .then(datasets().deleteItem("i2"))
                                        .thenReturn(item)
                                : Mono.just(item),
                        1)
                .doOnNext(pulled::add)
                .blockLast(PATIENCE);

        assertThat(pulled).hasSize(40).extracting(DatasetItem::id).doesNotHaveDuplicates();
        DatasetItem changed = pulled.stream()
                .filter(item -> item.id().equals("i1"))
                .findFirst()
                .orElseThrow();
        assertThat(changed.input().toJson()).isEqualTo("1");
    }

    @Test
    void items_deletedBeforeThePull_doNotComeBack() {
        fill(45);
        block(datasets().deleteItem("i3").thenReturn(true));
        block(datasets().deleteItem("i44").thenReturn(true));

        List<String> ids = ids(query -> query.pageSize(10));

        assertThat(ids).hasSize(43).doesNotHaveDuplicates().doesNotContain("i3", "i44");
    }

    @Test
    void items_version_readsThatTime() {
        fill(3);
        Instant then = block(datasets().item("i2")).createdAt();
        block(datasets().createItem("d", spec -> spec.id("i0").input("changed")));
        fill(6);

        List<DatasetItem> items =
                block(datasets().items("d", query -> query.version(then)).collectList());

        assertThat(items).hasSize(3);
        assertThat(items.get(2).input().toJson()).isEqualTo("0");
        assertThat(platform.server().requests().of(Route.ITEMS_LIST))
                .extracting(ObservedRequest::query)
                .allMatch(query -> query.contains("version="));
    }

    @Test
    void items_shards_areDisjointAndComplete() {
        fill(90);
        Set<String> all = new HashSet<>();

        for (int index = 0; index < 4; index++) {
            int part = index;
            for (String id : ids(query -> query.pageSize(20).shard(part, 4))) {
                assertThat(all.add(id)).isTrue();
            }
        }

        assertThat(all).hasSize(90);
    }

    @Test
    void items_pageFailsAndRecovers_comeOnceAndInOrder() {
        fill(70);
        List<String> expected = ids(query -> {});
        platform.server()
                .faults()
                .on(Route.ITEMS_LIST, fault -> page(fault, 4).status(503).times(1))
                .on(
                        Route.ITEMS_LIST,
                        fault -> page(fault, 4)
                                .status(429)
                                .retryAfter(Duration.ofSeconds(1))
                                .times(1))
                .on(
                        Route.ITEMS_LIST,
                        fault -> page(fault, 6)
                                .disconnect(Disconnect.BEFORE_ANSWER)
                                .times(1));

        assertThat(ids(query -> query.pageSize(10))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void items_pageBreaksOff_comeOnceAndInOrder(int number) {
        fill(50);
        List<String> expected = ids(query -> {});
        platform.server()
                .faults()
                .on(
                        Route.ITEMS_LIST,
                        fault -> page(fault, number)
                                .disconnect(Disconnect.MID_RESPONSE)
                                .times(2));

        assertThat(ids(query -> query.pageSize(20))).isEqualTo(expected);
    }

    @Test
    void items_pageBreaksOffInItsFirstItem_isAskedForAgain() {
        block(datasets().createItem("d", item -> item.id("large").input("x".repeat(300_000))));
        platform.server()
                .faults()
                .on(
                        Route.ITEMS_LIST,
                        fault -> page(fault, 1)
                                .disconnect(Disconnect.MID_RESPONSE)
                                .times(1));

        assertThat(ids(query -> {})).containsExactly("large");
    }

    @Test
    void items_pageFailsForGood_endsAfterWhatPrecedesIt() {
        fill(70);
        platform.server().faults().on(Route.ITEMS_LIST, fault -> page(fault, 4).status(500));

        StepVerifier.create(datasets().items("d", query -> query.pageSize(10)))
                .expectNextCount(30)
                .expectError(ApiException.ServerError.class)
                .verify(PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[{\"id\":\"x\"",
                "{\"data\":[{\"id\":\"x\"}],\"meta\":{\"totalPages\":1}}",
                "{\"data\":[],\"meta\":{}}",
                "<html>not here</html>",
                "",
            })
    void items_malformedPage_isTypedError(String body) {
        platform.server().faults().on(Route.ITEMS_LIST, fault -> fault.body("application/json", body));

        StepVerifier.create(datasets().items("d"))
                .expectError(JsonException.class)
                .verify(PATIENCE);
    }

    @Test
    void items_htmlError_isTypedError() {
        platform.server()
                .faults()
                .on(Route.ITEMS_LIST, fault -> fault.status(404).body("text/html", "<html>nothing here</html>"));

        StepVerifier.create(datasets().items("d"))
                .expectError(ApiException.NotFound.class)
                .verify(PATIENCE);
    }

    @Test
    void items_limits_areNamed() {
        fill(5);

        StepVerifier.create(datasets().items("d", query -> query.maxItemBytes(50)))
                .verifyErrorSatisfies(error ->
                        assertThat(error).isInstanceOf(JsonException.class).hasMessageContaining("maxItemBytes"));
        StepVerifier.create(datasets().items("d", query -> query.maxPageBytes(50)))
                .verifyErrorSatisfies(error ->
                        assertThat(error).isInstanceOf(JsonException.class).hasMessageContaining("maxPageBytes"));
    }

    @Test
    void items_subscribedTwice_pullsTwice() {
        fill(5);
        Flux<DatasetItem> items = datasets().items("d");
        platform.server().requests().clear();

        StepVerifier.create(items.concatWith(items)).expectNextCount(10).verifyComplete();
        assertThat(platform.server().requests().count(Route.ITEMS_LIST)).isEqualTo(2);
    }

    private static dev.vitrine.embedded.traffic.FaultSpec page(dev.vitrine.embedded.traffic.FaultSpec fault, int page) {
        return fault.when(request -> ("&" + request.query() + "&").contains("&page=" + page + "&"));
    }

    private void fill(int count) {
        // one after the other, so that the order is known
        Flux.fromStream(IntStream.range(0, count).boxed())
                .concatMap(
                        number -> datasets()
                                .createItem(NewDatasetItem.in("d")
                                        .id("i" + number)
                                        .input(number)
                                        .build()),
                        1)
                .blockLast(PATIENCE);
        platform.server().requests().clear();
    }

    private List<String> ids(Consumer<ItemsQuery.Builder> query) {
        return block(datasets().items("d", query).map(DatasetItem::id).collectList());
    }

    private DatasetClient datasets() {
        return platform.client().datasets();
    }

    private static <T> T block(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }
}
