package dev.vitrine.reactor.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentType;
import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.dataset.NewDatasetItem;
import dev.vitrine.embedded.traffic.ObservedRequest;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.media.Media;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.media.MediaHandle;
import dev.vitrine.reactor.testing.Platform;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ItemCreationTests {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final Platform platform = new Platform();

    @TempDir
    Path folder;

    record Question(String text, Media image, Optional<Media> sound) {}

    @BeforeEach
    void createDataset() {
        block(datasets().create("set/a"));
        platform.server().requests().clear();
    }

    @Test
    void createItem_withoutMedia_isOneCall() {
        DatasetItem item = block(datasets().createItem("set/a", spec -> spec.input(Map.of("q", 1))));

        assertThat(item.input().toJson()).isEqualTo("{\"q\":1}");
        assertThat(platform.server().requests().count()).isEqualTo(1);
    }

    @Test
    void createItem_mediaInRecord_uploadsFirstAndLinks() {
        Media image = png("image");
        Media sound = Media.ofBytes(bytes("sound"), ContentType.AUDIO_WAV);

        DatasetItem item = block(datasets()
                .createItem(
                        "set/a",
                        spec -> spec.id("it-1")
                                .input(new Question("what?", image, Optional.of(sound)))
                                .metadata(Map.of("thumb", image))));

        assertThat(routes())
                .startsWith(Route.DATASET_GET)
                .endsWith(Route.ITEM_CREATE)
                .containsOnlyOnce(Route.DATASET_GET, Route.ITEM_CREATE);
        assertThat(platform.server().requests().count(Route.MEDIA_REQUEST)).isEqualTo(2);
        assertThat(platform.server().requests().count(Route.OBJECT_PUT)).isEqualTo(2);
        assertThat(platform.server().requests().count(Route.MEDIA_CONFIRM)).isEqualTo(2);
        assertThat(platform.server().pendingLinks()).isEmpty();
        MediaHandle first = MediaHandle.in(item.input().at("/image")).get(0);
        assertThat(block(first.bytes())).isEqualTo(bytes("image"));
        assertThat(first.contentType()).isEqualTo(ContentType.IMAGE_PNG);
        assertThat(MediaHandle.in(item.metadata())).containsExactly(first);
        assertThat(block(MediaHandle.in(item.input().at("/sound")).get(0).bytes()))
                .isEqualTo(bytes("sound"));
    }

    @Test
    void createItem_mediaEverywhere_areReplaced() throws IOException {
        Path file = Files.write(folder.resolve("a.bin"), bytes("file"));
        AtomicInteger opened = new AtomicInteger();

        DatasetItem item = block(datasets()
                .createItem(
                        "set/a",
                        spec -> spec.input(Map.of(
                                        "list", List.of(png("1")),
                                        "set", Set.of(png("2")),
                                        "array", new Object[] {png("3"), 1},
                                        "optional", Optional.of(png("4")),
                                        "deep", List.of(List.of(Map.of("x", png("5")))),
                                        "file", Media.ofFile(file),
                                        "stream",
                                                Media.ofInputStream(
                                                        () -> {
                                                            opened.incrementAndGet();
                                                            return new java.io.ByteArrayInputStream(bytes("stream"));
                                                        },
                                                        ContentType.TEXT_PLAIN)))
                                .expectedOutput(Media.ofPublisher(() -> pieces("pub"), ContentType.TEXT_PLAIN))
                                .metadata(List.of(Media.ofOneShot(pieces("once"), ContentType.TEXT_PLAIN)))));

        assertThat(MediaHandle.in(item.input())).hasSize(7);
        assertThat(block(MediaHandle.in(item.input().at("/array/0")).get(0).bytes()))
                .isEqualTo(bytes("3"));
        assertThat(block(MediaHandle.in(item.input().at("/file")).get(0).bytes()))
                .isEqualTo(bytes("file"));
        assertThat(block(MediaHandle.in(item.input().at("/stream")).get(0).bytes()))
                .isEqualTo(bytes("stream"));
        assertThat(block(MediaHandle.in(item.expectedOutput()).get(0).bytes())).isEqualTo(bytes("pub"));
        assertThat(block(MediaHandle.in(item.metadata()).get(0).bytes())).isEqualTo(bytes("once"));
        assertThat(opened).hasValue(2);
        assertThat(platform.spooled()).isEmpty();
    }

    @Test
    void createItem_sameBytesInSeveralFields_uploadsOnceForTheFirst() {
        DatasetItem item = block(datasets()
                .createItem(
                        "set/a",
                        spec -> spec.metadata(png("same"))
                                .input(List.of(1, png("same"), png("same")))
                                .expectedOutput(png("same"))));

        assertThat(platform.server().requests().count(Route.MEDIA_REQUEST)).isEqualTo(1);
        assertThat(MediaHandle.in(item.input())).hasSize(2);
        assertThat(MediaHandle.in(item.expectedOutput())).hasSize(1);
        assertThat(MediaHandle.in(item.metadata())).hasSize(1);
    }

    @Test
    void createItem_sameBytesUnderTwoTypes_bothCanBeFetched() {
        DatasetItem asPng = block(datasets().createItem("set/a", spec -> spec.input(png("twice"))));
        DatasetItem asJpeg = block(datasets()
                .createItem("set/a", spec -> spec.input(Media.ofBytes(bytes("twice"), ContentType.IMAGE_JPEG))));
        DatasetItem both = block(datasets()
                .createItem(
                        "set/a",
                        spec -> spec.input(List.of(png("two"), Media.ofBytes(bytes("two"), ContentType.IMAGE_JPEG)))));

        for (DatasetItem item : List.of(asPng, asJpeg, block(datasets().item(asPng.id())))) {
            assertThat(block(MediaHandle.in(item.input()).get(0).bytes())).isEqualTo(bytes("twice"));
        }
        assertThat(MediaHandle.in(both.input()))
                .hasSize(2)
                .allSatisfy(handle -> assertThat(block(handle.bytes())).isEqualTo(bytes("two")));
    }

    @Test
    void createItem_sameBytesUnderTwoTypesAtOnce_bothCanBeFetched() {
        List<DatasetItem> items = block(datasets()
                .createItems(
                        Flux.range(0, 20)
                                .map(number -> NewDatasetItem.in("set/a")
                                        .input(Media.ofBytes(
                                                bytes("at once"),
                                                number % 2 == 0 ? ContentType.IMAGE_PNG : ContentType.IMAGE_JPEG))
                                        .build()),
                        20)
                .collectList());

        for (DatasetItem item : items) {
            assertThat(block(MediaHandle.in(block(datasets().item(item.id())).input())
                            .get(0)
                            .bytes()))
                    .isEqualTo(bytes("at once"));
        }
    }

    @Test
    void createItem_pulledItem_linksWithoutTransfer() {
        block(datasets().createItem("set/a", spec -> spec.id("a").input(Map.of("m", png("x"), "n", 1))));
        block(datasets().create("copy"));
        DatasetItem pulled = block(datasets().items("set/a").next());
        platform.server().requests().clear();

        DatasetItem copy = block(datasets()
                .createItem(
                        NewDatasetItem.from(pulled).datasetName("copy").id("b").build()));
        DatasetItem rebuilt = block(datasets()
                .createItem(
                        "copy",
                        spec -> spec.input(
                                List.of("see", MediaHandle.in(pulled.input()).get(0)))));

        assertThat(platform.server().requests().count()).isEqualTo(2);
        assertThat(copy.input()).isEqualTo(pulled.input());
        assertThat(block(MediaHandle.in(copy.input()).get(0).bytes())).isEqualTo(bytes("x"));
        assertThat(block(MediaHandle.in(rebuilt.input()).get(0).bytes())).isEqualTo(bytes("x"));
    }

    @Test
    void createItem_subscribedTwice_makesOneItem() {
        Mono<DatasetItem> creation = datasets().createItem("set/a", spec -> spec.input(png("x")));

        DatasetItem first = block(creation);
        DatasetItem second = block(creation);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(platform.server().itemCount()).isEqualTo(1);
        assertThat(platform.server().requests().count(Route.OBJECT_PUT)).isEqualTo(1);
        assertThat(platform.server().requests().count(Route.DATASET_GET)).isEqualTo(1);
    }

    @Test
    void createItem_answerLost_isRepeatedWithTheSameId() {
        platform.server()
                .faults()
                .on(
                        Route.ITEM_CREATE,
                        fault -> fault.disconnect(dev.vitrine.embedded.traffic.Disconnect.BEFORE_ANSWER)
                                .times(1));

        block(datasets().createItem("set/a", spec -> spec.input("x")));

        assertThat(platform.server().itemCount()).isEqualTo(1);
        assertThat(platform.server().requests().count(Route.ITEM_CREATE)).isEqualTo(2);
    }

    @Test
    void createItem_changedConcurrently_isRepeated() {
        platform.server()
                .faults()
                .on(
                        Route.ITEM_CREATE,
                        fault -> fault.status(409)
                                .body(
                                        "application/json",
                                        "{\"message\":\"Dataset item x was modified concurrently. Please retry the request.\","
                                                + "\"error\":\"LangfuseConflictError\"}")
                                .times(2));

        StepVerifier.create(datasets().createItem("set/a", spec -> spec.input("x")))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void createItem_idOfOtherDataset_signalsConflictAtOnce() {
        block(datasets().createItem("set/a", spec -> spec.id("taken").input("x")));
        block(datasets().create("other"));
        platform.server().requests().clear();

        StepVerifier.create(
                        datasets().createItem("other", spec -> spec.id("taken").input("x")))
                .verifyError(ApiException.Conflict.class);
        assertThat(platform.server().requests().count(Route.ITEM_CREATE)).isEqualTo(1);
    }

    @Test
    void createItem_datasetMadeAgainMeanwhile_looksItsIdUpAgain() {
        block(datasets().createItem("set/a", spec -> spec.input(png("1"))));
        platform.server()
                .faults()
                .on(
                        Route.MEDIA_REQUEST,
                        fault -> fault.status(500)
                                .body("application/json", "{\"message\":\"Failed to get media upload URL\"}")
                                .times(4));

        StepVerifier.create(datasets().createItem("set/a", spec -> spec.input(png("2"))))
                .verifyErrorSatisfies(error -> assertThat(error).hasMessageContaining("input"));
        assertThat(platform.server().requests().count(Route.DATASET_GET)).isEqualTo(2);
    }

    @Test
    void createItem_upsert_leavesOutNulls() {
        block(datasets().createItem("set/a", spec -> spec.id("i").input("q").expectedOutput("old")));

        DatasetItem updated = block(datasets()
                .createItem(
                        "set/a", spec -> spec.id("i").metadata(Optional.empty()).input("q2")));

        assertThat(updated.expectedOutput().as(String.class)).isEqualTo("old");
        assertThat(updated.input().as(String.class)).isEqualTo("q2");
    }

    @Test
    void createItem_textLikeAMark_isLeftAlone() {
        String text = "@@@ @@@0: \" @@@langfuseMedia:type=x @@@";

        DatasetItem item = block(datasets().createItem("set/a", spec -> spec.input(Map.of("a", text, "m", png("x")))));

        assertThat(item.input().at("/a").as(String.class)).isEqualTo(text);
    }

    @Test
    void createItems_thousandSharingTenMedia_transfersTenAndLinksAll() {
        List<Media> media =
                IntStream.range(0, 10).mapToObj(n -> png("shared " + n)).toList();
        Flux<NewDatasetItem> items = Flux.range(0, 1_000)
                .map(number -> NewDatasetItem.in("set/a")
                        .id("i" + number)
                        .input(Map.of("image", media.get(number % 10)))
                        .build());

        List<String> ids = block(datasets()
                .createItems(items, 32)
                .doOnNext(item -> assertThat(MediaHandle.in(item.input())).hasSize(1))
                .map(DatasetItem::id)
                .collectList());

        assertThat(ids)
                .isEqualTo(IntStream.range(0, 1_000).mapToObj(n -> "i" + n).toList());
        assertThat(platform.server().requests().count(Route.OBJECT_PUT)).isEqualTo(10);
        assertThat(platform.server().requests().count(Route.MEDIA_REQUEST)).isGreaterThanOrEqualTo(1_000);
        assertThat(platform.server().requests().count(Route.DATASET_GET)).isEqualTo(1);
        assertThat(platform.server().pendingLinks()).isEmpty();
        assertThat(platform.server().requests().maxConcurrent(Route.ITEM_CREATE))
                .isLessThanOrEqualTo(32);
    }

    @Test
    void createItems_demandOfOne_takesNoMoreThanItsConcurrency() {
        AtomicLong asked = new AtomicLong();
        Flux<NewDatasetItem> items = Flux.range(0, 1_000)
                .doOnNext(number -> asked.incrementAndGet())
                .map(number -> NewDatasetItem.in("set/a").input(number).build());

        StepVerifier.create(datasets().createItems(items, 4), 1)
                .expectNextCount(1)
                .thenCancel()
                .verify(PATIENCE);

        assertThat(asked.get()).isLessThanOrEqualTo(4 + 1 + 4);
    }

    @Test
    void createItems_sourceFails_signalsItsError() {
        Flux<NewDatasetItem> items = Flux.concat(
                Flux.just(NewDatasetItem.in("set/a").input(1).build()),
                Flux.error(new IllegalStateException("source")));

        StepVerifier.create(datasets().createItems(items, 2))
                .thenConsumeWhile(item -> true)
                .verifyErrorMessage("source");
    }

    @Test
    void createItems_empty_completes() {
        StepVerifier.create(datasets().createItems(Flux.empty(), 4)).verifyComplete();
    }

    private List<Route> routes() {
        return platform.server().requests().all().stream()
                .map(ObservedRequest::route)
                .toList();
    }

    private DatasetClient datasets() {
        return platform.client().datasets();
    }

    private static Flux<ByteBuffer> pieces(String text) {
        byte[] all = bytes(text);
        return Flux.range(0, all.length).map(at -> ByteBuffer.wrap(Arrays.copyOfRange(all, at, at + 1)));
    }

    private static Media png(String content) {
        return Media.ofBytes(bytes(content), ContentType.IMAGE_PNG);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T block(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }
}
