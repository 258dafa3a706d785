package dev.vitrine.reactor.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.vitrine.content.ContentType;
import dev.vitrine.experiment.ExperimentItemResult;
import dev.vitrine.experiment.ExperimentResult;
import dev.vitrine.media.Media;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** How a report comes to be, as a publisher and as a file. */
class ExperimentReportTests {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private static ExperimentResult waitingFor(Flux<ByteBuffer> image) {
        return Samples.of(Samples.item(0, Media.ofPublisher(() -> image, ContentType.IMAGE_PNG), null, "output"));
    }

    @Test
    void writeTo_emitsTheFile_withTheSameBytesEachTime() throws IOException {
        ExperimentReport report = ExperimentReport.of(Samples.gallery());
        Path file = folder.resolve("report.html");
        StepVerifier.create(report.writeTo(file))
                .expectNext(file)
                .expectComplete()
                .verify(PATIENCE);
        String first = Files.readString(file);
        StepVerifier.create(report.writeTo(file).subscribeOn(Schedulers.parallel()))
                .expectNext(file)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(Files.readString(file)).isEqualTo(first).isEqualTo(Rendered.text(report));
        assertThat(filesIn(folder)).containsExactly(file);
    }

    @Test
    void writeTo_folderIsMissing_isAnErrorSignal() {
        StepVerifier.create(ExperimentReport.of(Samples.gallery()).writeTo(folder.resolve("none/report.html")))
                .expectError(IOException.class)
                .verify(PATIENCE);
    }

    @Test
    void writeTo_cancelled_leavesTheOldFile_andStopsTheFetch() throws IOException {
        Path file = Files.writeString(folder.resolve("report.html"), "before");
        TestPublisher<ByteBuffer> image = TestPublisher.create();
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        Flux<ByteBuffer> signalling =
                image.flux().doOnSubscribe(subscription -> fetching.countDown()).doOnCancel(cancelled::countDown);
        StepVerifier.create(ExperimentReport.of(waitingFor(signalling)).writeTo(file))
                .expectSubscription()
                .then(() -> await(fetching))
                .thenCancel()
                .verify(PATIENCE);
        await(cancelled);
        assertThat(Files.readString(file)).isEqualTo("before");
    }

    @Test
    void content_imageThatNeverArrives_isNamed_afterAMinute() {
        StepVerifier.withVirtualTime(() -> ExperimentReport.of(waitingFor(Flux.never()))
                        .content()
                        .skip(1)
                        .take(1)
                        .map(Samples::text))
                .thenAwait(Duration.ofSeconds(61))
                .assertNext(row -> assertThat(row).contains("image/png (not available)"))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void content_demandOfOne_givesOnePiece() {
        StepVerifier.create(ExperimentReport.of(Samples.gallery()).content(), 1)
                .assertNext(head -> assertThat(Samples.text(head)).startsWith("<!doctype html>"))
                .thenRequest(1)
                .assertNext(row -> assertThat(Samples.text(row)).startsWith("<tr id=\"item-1\">"))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void content_ofNothing_readsNoMedia_beforeSubscription() {
        TestPublisher<ByteBuffer> image = TestPublisher.create();
        assertThat(ExperimentReport.of(waitingFor(image.flux())).content()).isNotNull();
        image.assertWasNotSubscribed();
        String empty = Rendered.html(Samples.of());
        assertThat(empty).contains("No items were run.").contains("<h1>experiment</h1>");
    }

    @Test
    void content_ofManyItems_isInTheOrderOfTheData() {
        Media image = Media.ofBytes(Samples.png(0), "image/png");
        ExperimentResult result = Samples.of(IntStream.range(0, 300)
                .mapToObj(i -> Samples.item(299 - i, "input " + i, null, image))
                .toArray(ExperimentItemResult[]::new));
        List<String> rows = ExperimentReport.of(result, options -> options.maxImages(3))
                .content()
                .map(Samples::text)
                .filter(text -> text.startsWith("<tr"))
                .map(text -> text.substring(0, text.indexOf('>')))
                .collectList()
                .block(PATIENCE);
        assertThat(rows)
                .hasSize(300)
                .startsWith("<tr id=\"item-1\"", "<tr id=\"item-2\"")
                .endsWith("<tr id=\"item-300\"");
    }

    @Test
    void arguments_areCheckedAtOnce() {
        assertThatNullPointerException()
                .isThrownBy(() -> ExperimentReport.of(Samples.gallery()).writeTo(nothing()))
                .withMessage("file");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExperimentReport.of(Samples.gallery(), options -> options.maxImages(-1)))
                .withMessageContaining("maxImages");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("NullAway") // what a caller without null checks may give
    private static Path nothing() {
        return null;
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
