package dev.vitrine.reactor.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentException;
import dev.vitrine.content.ContentType;
import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.dataset.NewDatasetItem;
import dev.vitrine.embedded.traffic.Disconnect;
import dev.vitrine.embedded.traffic.ObservedRequest;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.media.Media;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.http.StorageException;
import dev.vitrine.reactor.testing.Platform;
import dev.vitrine.reactor.transfer.FileWrite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class MediaHandleTests {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Clock LATER =
            Clock.offset(Clock.systemUTC(), Duration.ofMinutes(59).plusSeconds(30));

    @RegisterExtension
    final Platform platform = new Platform();

    @TempDir
    Path folder;

    @BeforeEach
    void createDataset() {
        block(platform.client().datasets().create("d"));
    }

    @Test
    void content_subscribed_emitsTheBytesEachTime() {
        MediaHandle handle = pull(platform.client(), "hello");

        for (int i = 0; i < 2; i++) {
            assertThat(block(joined(handle.content()))).isEqualTo(bytes("hello"));
        }
        assertThat(handle.contentLength()).isEqualTo(5);
        assertThat(handle.contentType()).isEqualTo(ContentType.IMAGE_PNG);
        assertThat(handle.urlExpiry()).isPresent();
        assertThat(platform.server().requests().count(Route.OBJECT_GET)).isEqualTo(2);
        assertThat(platform.server().requests().count(Route.MEDIA_GET)).isZero();
    }

    @Test
    void content_fetched_sendsNeitherCredentialsNorHeaders() {
        LangfuseClient client = platform.client(builder -> builder.header("X-Tenant", "7"));

        block(pull(client, "hello").bytes());

        assertThat(platform.server().requests().of(Route.OBJECT_GET))
                .hasSize(1)
                .extracting(ObservedRequest::headers)
                .allSatisfy(headers ->
                        assertThat(headers).doesNotContainKeys("authorization", "x-tenant", "x-langfuse-public-key"));
    }

    @Test
    void base64AndDataUri_useTheTypeOnRecord() {
        MediaHandle handle = pull(platform.client(), "hello");

        assertThat(block(handle.base64())).isEqualTo("aGVsbG8=");
        assertThat(block(handle.dataUri())).isEqualTo("data:image/png;base64,aGVsbG8=");
    }

    @Test
    void content_urlAboutToExpire_isRenewedOnce() {
        LangfuseClient late = platform.client(builder -> builder.clock(LATER));
        MediaHandle handle = pull(late, "hello");

        block(handle.bytes());
        block(handle.bytes());
        block(pull(late, "hello").bytes());

        assertThat(platform.server().requests().count(Route.MEDIA_GET)).isEqualTo(1);
    }

    @Test
    void content_thousandExpiredHandlesOfTenMedia_renewTen() {
        LangfuseClient late = platform.client(
                builder -> builder.clock(LATER).maxConcurrentDownloads(64).maxConcurrentApiCalls(64));
        List<Media> media = IntStream.range(0, 10).mapToObj(n -> png("m" + n)).toList();
        late.datasets()
                .createItems(
                        Flux.range(0, 20)
                                .map(number -> NewDatasetItem.in("d")
                                        .input(IntStream.range(0, 50)
                                                .mapToObj(at -> media.get((number * 50 + at) % 10))
                                                .toList())
                                        .build()),
                        8)
                .blockLast(PATIENCE);
        List<MediaHandle> handles = block(late.datasets()
                .items("d")
                .flatMapIterable(item -> MediaHandle.in(item.input()))
                .collectList());
        platform.server().requests().clear();

        long fetched = block(Flux.fromIterable(handles)
                .flatMap(handle -> handle.bytes().subscribeOn(Schedulers.parallel()), 64)
                .count());

        assertThat(fetched).isEqualTo(1_000);
        assertThat(platform.server().requests().count(Route.MEDIA_GET)).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403})
    void content_storeRefusesOnce_renewsAndRepeatsOnce(int status) {
        MediaHandle handle = pull(platform.client(), "hello");
        platform.server()
                .faults()
                .on(Route.OBJECT_GET, fault -> fault.status(status).times(1));

        assertThat(block(handle.bytes())).isEqualTo(bytes("hello"));
        assertThat(block(handle.bytes())).isEqualTo(bytes("hello"));

        assertThat(platform.server().requests().count(Route.MEDIA_GET)).isEqualTo(1);
        assertThat(platform.server().requests().count(Route.OBJECT_GET)).isEqualTo(3);
    }

    @Test
    void content_ownAndRememberedUrlRefused_asksForAFreshOne() {
        LangfuseClient client = platform.client();
        MediaHandle first = pull(client, "hello");
        MediaHandle second = pull(client, "hello");
        platform.server()
                .faults()
                .on(Route.OBJECT_GET, fault -> fault.status(403).times(1));
        block(first.bytes()); // remembers the URL that took the place of its own
        platform.server()
                .faults()
                .on(Route.OBJECT_GET, fault -> fault.status(403).times(2));

        assertThat(block(second.bytes())).isEqualTo(bytes("hello"));
        assertThat(platform.server().requests().count(Route.MEDIA_GET)).isEqualTo(2);
    }

    @Test
    void content_storeRefusesTwice_signalsIt() {
        MediaHandle handle = pull(platform.client(), "hello");
        platform.server().faults().on(Route.OBJECT_GET, fault -> fault.status(403));

        StepVerifier.create(handle.bytes()).verifyErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(StorageException.class);
            assertThat(((StorageException) error).status()).isEqualTo(403);
            assertThat(error.toString()).doesNotContain("X-Amz-Signature");
        });
        assertThat(platform.server().requests().count(Route.MEDIA_GET)).isEqualTo(1);
        assertThat(platform.server().requests().count(Route.OBJECT_GET)).isEqualTo(2);
    }

    @Test
    void content_mediaGone_signalsNotFound() {
        LangfuseClient late = platform.client(builder -> builder.clock(LATER));
        MediaHandle handle = pull(late, "hello");
        platform.server().forgetMedia(handle.id().value());

        StepVerifier.create(handle.bytes()).verifyError(ApiException.NotFound.class);
    }

    @Test
    void content_otherBytes_isMismatch() {
        MediaHandle handle = pull(platform.client(), "hello");
        platform.server().faults().on(Route.OBJECT_GET, fault -> fault.body("image/png", "hallo"));

        StepVerifier.create(handle.content())
                .expectNextCount(1)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(ContentMismatchException.class)
                        .hasMessageNotContaining("hallo"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hell", "hello!", ""})
    void content_otherLength_isMismatch(String stored) {
        MediaHandle handle = pull(platform.client(), "hello");
        platform.server().faults().on(Route.OBJECT_GET, fault -> fault.body("image/png", stored));

        StepVerifier.create(handle.bytes()).verifyError(ContentMismatchException.class);
    }

    @Test
    void content_brokenOff_isSignalledAndNotRepeated() {
        MediaHandle handle = pull(platform.client(), "hello".repeat(100_000));
        platform.server().faults().on(Route.OBJECT_GET, fault -> fault.disconnect(Disconnect.MID_RESPONSE));

        StepVerifier.create(handle.bytes()).verifyError(StorageException.class);
        assertThat(platform.server().requests().count(Route.OBJECT_GET)).isEqualTo(1);
    }

    @Test
    void content_storeSilent_timesOut() {
        LangfuseClient hasty = platform.client(builder -> builder.responseTimeout(Duration.ofMillis(200)));
        MediaHandle handle = pull(hasty, "hello");
        platform.server().faults().on(Route.OBJECT_GET, fault -> fault.hang());

        StepVerifier.create(handle.bytes()).expectError(StorageException.class).verify(PATIENCE);
    }

    @Test
    void content_cancelled_freesTheConnection() {
        LangfuseClient narrow = platform.client(builder -> builder.maxConcurrentDownloads(1));
        byte[] large = random(4 << 20);
        MediaHandle handle = pull(narrow, large);

        for (int i = 0; i < 5; i++) {
            StepVerifier.create(handle.content(), 1)
                    .expectNextCount(1)
                    .thenCancel()
                    .verify(PATIENCE);
        }

        assertThat(block(handle.bytes())).isEqualTo(large);
    }

    @Test
    void bytes_overTheLimit_isRefusedBeforeTheFetch() {
        LangfuseClient small = platform.client(builder -> builder.maxBytesInMemory(4));
        MediaHandle handle = pull(small, "hello");

        StepVerifier.create(handle.bytes())
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(ContentException.class)
                        .hasMessageContaining("maxBytesInMemory"));
        assertThat(platform.server().requests().count(Route.OBJECT_GET)).isZero();
        assertThat(block(joined(handle.content()))).isEqualTo(bytes("hello"));
    }

    @Test
    void writeTo_newAndExistingFile_holdsTheContent() throws IOException {
        byte[] large = random(3 << 20);
        MediaHandle handle = pull(platform.client(), large);
        Path file = folder.resolve("out.bin");

        assertThat(block(handle.writeTo(file))).isEqualTo(file);
        assertThat(block(handle.writeTo(file))).isEqualTo(file);

        assertThat(Files.readAllBytes(file)).isEqualTo(large);
        assertThat(names()).containsExactly("out.bin");
    }

    @Test
    void writeTo_mismatch_leavesTheFileAsItWas() throws IOException {
        MediaHandle handle = pull(platform.client(), "hello");
        Path file = Files.writeString(folder.resolve("out.bin"), "before");
        platform.server().faults().on(Route.OBJECT_GET, fault -> fault.body("image/png", "hallo"));

        StepVerifier.create(handle.writeTo(file)).verifyError(ContentMismatchException.class);

        assertThat(Files.readString(file)).isEqualTo("before");
        assertThat(names()).containsExactly("out.bin");
    }

    @Test
    void writeTo_cancelled_leavesNothing() throws IOException {
        MediaHandle handle = pull(platform.client(), random(1 << 20));
        Path file = folder.resolve("out.bin");
        platform.server().faults().on(Route.OBJECT_GET, fault -> fault.slowBody(16 * 1024, Duration.ofMillis(10)));

        StepVerifier.create(handle.writeTo(file))
                .then(() -> awaitNames(1))
                .thenCancel()
                .verify(PATIENCE);

        awaitNames(0);
    }

    @Test
    void writeTo_impossible_signalsIt() {
        MediaHandle handle = pull(platform.client(), "hello");

        StepVerifier.create(handle.writeTo(folder)).verifyError(IOException.class);
        StepVerifier.create(handle.writeTo(folder.resolve("none/out.bin"))).verifyError(IOException.class);
        assertThat(platform.server().requests().count(Route.OBJECT_GET)).isZero();
    }

    @Test
    void writeTo_anyContent_staysOffTheEventLoop() {
        MediaHandle handle = pull(platform.client(), random(1 << 20));
        Map<String, Boolean> threads = new ConcurrentHashMap<>();

        block(FileWrite.atomically(
                handle.content()
                        .doOnComplete(() -> threads.put(Thread.currentThread().getName(), true)),
                folder.resolve("a")));
        String mover = block(handle.writeTo(folder.resolve("b"))
                .map(path -> Schedulers.isInNonBlockingThread() + " "
                        + Thread.currentThread().getName()));

        assertThat(threads).hasSize(1);
        assertThat(mover).startsWith("false boundedElastic");
    }

    @Test
    void equals_sameMediaAndType_isTrue() {
        MediaHandle one = pull(platform.client(), "hello");
        MediaHandle again = pull(platform.client(), "hello");

        assertThat(one).isEqualTo(again).hasSameHashCodeAs(again).isNotEqualTo(pull(platform.client(), "other"));
        assertThat(block(platform.client().media().get(one.id()))).isEqualTo(one);
    }

    private void awaitNames(int count) {
        Mono.fromCallable(this::names)
                .filter(names -> names.size() == count)
                .repeatWhenEmpty(500, tries -> tries.delayElements(Duration.ofMillis(10)))
                .block(PATIENCE);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private MediaHandle pull(LangfuseClient client, String content) {
        return pull(client, bytes(content));
    }

    private MediaHandle pull(LangfuseClient client, byte[] content) {
        DatasetItem item = block(client.datasets()
                .createItem(
                        "d", spec -> spec.id("i").input(Map.of("m", Media.ofBytes(content, ContentType.IMAGE_PNG)))));
        return MediaHandle.in(item.input()).get(0);
    }

    private static Mono<byte[]> joined(Flux<ByteBuffer> content) {
        return content.collect(() -> new Gathered(-1), Gathered::add).map(Gathered::bytes);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Arrays.copyOf(Base64.getEncoder().encode(bytes), length);
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
