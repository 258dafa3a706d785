package dev.vitrine.reactor.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.VitrineException;
import dev.vitrine.content.ContentChangedException;
import dev.vitrine.content.ContentException;
import dev.vitrine.content.ContentType;
import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.dataset.NewDatasetItem;
import dev.vitrine.embedded.traffic.Disconnect;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.media.Media;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.media.MediaHandle;
import dev.vitrine.reactor.media.UploadDisabledException;
import dev.vitrine.reactor.testing.Platform;
import dev.vitrine.reactor.transfer.UploadException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Bad input and bad luck: a typed error, no item, nothing left behind, and the next call works. */
class ItemFailureTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    final Platform platform = new Platform(builder -> builder.maxMediaBytes(1_000_000));

    @TempDir
    Path folder;

    @BeforeEach
    void createDataset() {
        block(platform.client().datasets().create("d"));
        platform.server().requests().clear();
    }

    @Test
    void createItem_unreadableContent_sendsNothing() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.png"));
        List<Media> unreadable = List.of(
                Media.ofFile(folder.resolve("missing.png")),
                Media.ofFile(folder),
                Media.ofFile(empty),
                Media.ofInputStream(() -> new ByteArrayInputStream(new byte[0]), ContentType.TEXT_PLAIN),
                Media.ofOneShot(Flux.empty(), ContentType.TEXT_PLAIN));

        for (Media media : unreadable) {
            StepVerifier.create(create(platform.client(), Map.of("ok", png(1), "bad", media)))
                    .verifyErrorSatisfies(error -> assertThat(error)
                            .isInstanceOf(ContentException.class)
                            .hasMessageContaining("input"));
        }
        assertNothingDone(0);
    }

    @Test
    void media_emptyOrMalformed_isRefusedWhenItIsMade() {
        assertThatThrownBy(() -> Media.ofBytes(new byte[0])).isInstanceOf(ContentException.class);
        assertThatThrownBy(() -> Media.ofDataUri("data:image/png;base64,%%%")).isInstanceOf(ContentException.class);
    }

    @Test
    void createItem_unwritableValue_sendsNothing() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);

        StepVerifier.create(create(platform.client(), cycle)).verifyError(VitrineException.class);
        StepVerifier.create(create(platform.client(), List.of(png(1), new Object() {
                    @SuppressWarnings("unused")
                    public String getBroken() {
                        throw new IllegalStateException("broken");
                    }
                })))
                .verifyError(VitrineException.class);
        assertNothingDone(0);
    }

    @Test
    void createItem_fileGrowsMeanwhile_isContentChanged() throws IOException {
        Path file = Files.write(folder.resolve("grows.bin"), new byte[1000]);
        platform.server().faults().on(Route.MEDIA_REQUEST, fault -> fault.delay(Duration.ofMillis(300)));

        StepVerifier.create(create(platform.client(), Media.ofFile(file))
                        .doOnSubscribe(subscription -> Mono.delay(Duration.ofMillis(150))
                                .doOnNext(tick -> grow(file))
                                .subscribe()))
                .expectError(ContentChangedException.class)
                .verify(PATIENCE);
        assertThat(platform.server().itemCount()).isZero();
    }

    @Test
    void createItem_contentOverTheServersLimit_isPayloadTooLarge() {
        StepVerifier.create(create(platform.client(), Media.ofBytes(new byte[1_000_001], ContentType.IMAGE_PNG)))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(UploadException.class)
                        .hasCauseInstanceOf(UploadException.class)
                        .hasRootCauseInstanceOf(ApiException.PayloadTooLarge.class));
        assertThat(platform.server().itemCount()).isZero();
        assertThat(platform.server().requests().count(Route.OBJECT_PUT)).isZero();
    }

    @Test
    void createItem_bodyOverTheLimit_isPayloadTooLarge() {
        String large = "x".repeat(4_718_592);

        StepVerifier.create(create(platform.client(), Map.of("large", large)))
                .verifyError(ApiException.PayloadTooLarge.class);
        platform.server().requests().clear();
        StepVerifier.create(create(platform.client(), Map.of("large", large, "m", png(1))))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(ApiException.PayloadTooLarge.class)
                        .hasMessageContaining("4718592"));
        assertNothingDone(0);
    }

    @Test
    void createItem_unknownDataset_isNotFound() {
        DatasetClient datasets = platform.client().datasets();

        StepVerifier.create(datasets.createItem("none", item -> item.input(1)))
                .verifyError(ApiException.NotFound.class);
        StepVerifier.create(datasets.createItem("none", item -> item.input(png(1))))
                .verifyError(ApiException.NotFound.class);
        assertThat(platform.server().requests().count(Route.MEDIA_REQUEST)).isZero();
    }

    @Test
    void createItem_wrongKeys_isUnauthorized() {
        LangfuseClient wrong = platform.client(builder -> builder.secretKey("sk-lf-wrong"));

        StepVerifier.create(create(wrong, 1)).verifyError(ApiException.Unauthorized.class);
        StepVerifier.create(create(wrong, png(1))).verifyError(ApiException.Unauthorized.class);
    }

    @Test
    void createItem_statusesOfTheServer_areTyped() {
        LangfuseClient client = platform.client(builder -> builder.maxRetries(0));
        Map<Integer, Class<? extends ApiException>> types = Map.of(
                400, ApiException.BadRequest.class,
                403, ApiException.Forbidden.class,
                409, ApiException.Conflict.class,
                413, ApiException.PayloadTooLarge.class,
                429, ApiException.RateLimited.class,
                500, ApiException.ServerError.class);

        types.forEach((status, type) -> {
            platform.server()
                    .faults()
                    .clear()
                    .on(Route.ITEM_CREATE, fault -> fault.status(status).body("text/html", "<html>no</html>"));
            StepVerifier.create(create(client, 1)).expectError(type).verify(PATIENCE);
        });
        assertThat(platform.server().itemCount()).isZero();
    }

    @Test
    void createItem_passingTroubles_areOvercome() {
        platform.server()
                .faults()
                .on(Route.ITEM_CREATE, fault -> fault.status(500).times(1))
                .on(
                        Route.ITEM_CREATE,
                        fault -> fault.status(429)
                                .retryAfter(Duration.ofSeconds(1))
                                .times(1))
                .on(Route.MEDIA_REQUEST, fault -> fault.status(503).times(1))
                .on(
                        Route.OBJECT_PUT,
                        fault -> fault.disconnect(Disconnect.MID_REQUEST).times(1))
                .on(Route.MEDIA_CONFIRM, fault -> fault.status(502).times(1));

        DatasetItem item = block(create(platform.client(), png(1)));

        assertThat(block(MediaHandle.in(item.input()).get(0).bytes())).isEqualTo(new byte[] {1});
        assertThat(platform.server().itemCount()).isEqualTo(1);
    }

    @Test
    void createItem_storeRefuses_reportsItAndMakesNoItem() {
        platform.server().faults().on(Route.OBJECT_PUT, fault -> fault.status(403));

        StepVerifier.create(create(platform.client(), Map.of("a", png(1)))).verifyErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(UploadException.class).hasMessageContaining("input");
            assertThat(((UploadException) error).stage()).isEqualTo(UploadException.Stage.TRANSFER);
            assertThat(((UploadException) error).status()).isEqualTo(403);
            assertThat(error.toString()).doesNotContain("X-Amz-Signature");
        });
        assertThat(platform.server().requests().count(Route.MEDIA_CONFIRM)).isEqualTo(1);
        assertThat(platform.server().itemCount()).isZero();
    }

    @Test
    void createItem_halfWrittenAnswer_isTyped() {
        platform.server().faults().on(Route.ITEM_CREATE, fault -> fault.body("application/json", "{\"id\":\"x"));

        StepVerifier.create(create(platform.client(), 1)).verifyError(VitrineException.class);
    }

    @Test
    void createItem_uploadsOff_sendsNothing() {
        LangfuseClient off = platform.client(builder -> builder.mediaUploadEnabled(false));

        StepVerifier.create(create(off, Map.of("m", png(1))))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(UploadDisabledException.class)
                        .hasMessageContaining("LANGFUSE_MEDIA_UPLOAD_ENABLED"));
        assertNothingDone(0);
        StepVerifier.create(create(off, "no media")).expectNextCount(1).verifyComplete();
    }

    @Test
    void createItem_cancelledInAnyStep_leavesNothingAndTheNextCallWorks() throws IOException {
        LangfuseClient narrow = platform.client(builder ->
                builder.maxConcurrentUploads(1).maxConcurrentApiCalls(1).maxRetries(0));
        for (Route step : List.of(
                Route.DATASET_GET, Route.MEDIA_REQUEST, Route.OBJECT_PUT, Route.MEDIA_CONFIRM, Route.ITEM_CREATE)) {
            platform.server().requests().clear();
            platform.server().faults().on(step, fault -> fault.hang());
            DatasetClient fresh = step == Route.DATASET_GET
                    ? narrow.datasets()
                    : warmed(narrow).datasets();
            StepVerifier.create(fresh.createItem("d", item -> item.input(List.of(large(step.ordinal()), png(7)))))
                    .then(() -> awaitInFlight(step))
                    .thenCancel()
                    .verify(PATIENCE);
            platform.server().faults().clear();

            awaitNoSpool();
            assertThat(block(create(narrow, large(100 + step.ordinal()))).id()).isNotEmpty();
        }
    }

    @Test
    void createItem_cancelledWhileSpooling_leavesNoFile() throws IOException {
        Sinks.Many<ByteBuffer> source = Sinks.many().unicast().onBackpressureBuffer();
        AtomicInteger cancelled = new AtomicInteger();

        StepVerifier.create(create(
                        platform.client(),
                        Media.ofOneShot(
                                source.asFlux().doOnCancel(cancelled::incrementAndGet), ContentType.TEXT_PLAIN)))
                .then(() -> source.tryEmitNext(ByteBuffer.allocate(400_000)).orThrow())
                .thenAwait(Duration.ofMillis(200))
                .thenCancel()
                .verify(PATIENCE);

        awaitNoSpool();
        assertThat(cancelled).hasValue(1);
        assertThat(platform.server().requests().count()).isZero();
    }

    @Test
    void createItem_oneOfManyFails_releasesAll() throws IOException {
        List<Media> media = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            media.add(large(i));
        }
        media.add(Media.ofFile(folder.resolve("missing.png")));

        StepVerifier.create(create(platform.client(), media)).verifyError(ContentException.class);

        awaitNoSpool();
        assertNothingDone(0);
    }

    @Test
    void createItems_oneFails_endsWithItsError() {
        Flux<NewDatasetItem> items = Flux.range(0, 20)
                .map(number -> NewDatasetItem.in(number == 10 ? "none" : "d")
                        .id("i" + number)
                        .input(number)
                        .build());

        StepVerifier.create(platform.client().datasets().createItems(items, 4))
                .thenConsumeWhile(item -> true)
                .verifyError(ApiException.NotFound.class);
    }

    private LangfuseClient warmed(LangfuseClient client) {
        block(client.datasets().get("d"));
        return client;
    }

    private void assertNothingDone(int items) {
        assertThat(platform.server().itemCount()).isEqualTo(items);
        assertThat(platform.server().mediaCount()).isZero();
        assertThat(platform.server().requests().count(Route.ITEM_CREATE)).isZero();
    }

    private void awaitInFlight(Route route) {
        Mono.fromSupplier(() -> platform.server().requests().inFlight(route))
                .filter(count -> count > 0)
                .repeatWhenEmpty(1000, tries -> tries.delayElements(Duration.ofMillis(10)))
                .block(PATIENCE);
    }

    private void awaitNoSpool() {
        Mono.fromCallable(platform::spooled)
                .filter(List::isEmpty)
                .repeatWhenEmpty(500, tries -> tries.delayElements(Duration.ofMillis(10)))
                .block(PATIENCE);
    }

    private static void grow(Path file) {
        try {
            Files.write(file, new byte[10], StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Mono<DatasetItem> create(LangfuseClient client, Object input) {
        return client.datasets().createItem("d", item -> item.input(input));
    }

    private static Media png(int content) {
        return Media.ofBytes(new byte[] {(byte) content}, ContentType.IMAGE_PNG);
    }

    /** Spooled to a file. */
    private static Media large(int content) {
        byte[] bytes = new byte[300_000];
        bytes[0] = (byte) content;
        return Media.ofOneShot(Flux.just(ByteBuffer.wrap(bytes)), ContentType.IMAGE_PNG);
    }

    private static <T> T block(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }
}
