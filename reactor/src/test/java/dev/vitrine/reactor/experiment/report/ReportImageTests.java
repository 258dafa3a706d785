package dev.vitrine.reactor.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentType;
import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.experiment.ExperimentItem;
import dev.vitrine.experiment.ExperimentItemResult;
import dev.vitrine.experiment.ExperimentResult;
import dev.vitrine.media.Media;
import dev.vitrine.reactor.media.MediaHandle;
import dev.vitrine.reactor.testing.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.publisher.TestPublisher;

/** Which media are put in, and what stands for the others. */
class ReportImageTests {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] SVG = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8);

    @RegisterExtension
    final Platform platform = new Platform();

    @TempDir
    Path folder;

    private static ExperimentResult with(Object... inputs) {
        ExperimentItemResult[] items = new ExperimentItemResult[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            items[i] = Samples.item(i, inputs[i], null, "output");
        }
        return Samples.of(items);
    }

    private DatasetItem pulled(byte[] image) {
        platform.client().datasets().create("d").block(PATIENCE);
        platform.client()
                .datasets()
                .createItem("d", item -> item.input(Map.of("image", Media.ofBytes(image))))
                .block(PATIENCE);
        return Objects.requireNonNull(platform.client().datasets().items("d").blockFirst(PATIENCE));
    }

    @Test
    void handlesOfADatasetsItem_areFetched() {
        byte[] image = Samples.png(1);
        String html = Rendered.html(Samples.of(
                new ExperimentItemResult(0, ExperimentItem.from(pulled(image)), "o", List.of(), null, null, null)));
        assertThat(html).contains(Rendered.dataUri("image/png", image), "1 image in this file. ");
    }

    @Test
    void lostImage_isNamed_withoutItsUrl() {
        DatasetItem item = pulled(Samples.png(2));
        assertThat(MediaHandle.in(item.input())).hasSize(1);
        platform.server().disposeLater().block(PATIENCE);
        String html = Rendered.html(
                Samples.of(new ExperimentItemResult(0, ExperimentItem.from(item), "o", List.of(), null, null, null)));
        assertThat(html)
                .contains("image/png, 2 KiB (not available)", "1 not shown")
                .doesNotContain(platform.server().storageUrl(), "X-Amz");
    }

    @Test
    void localMedia_areReadFromWhereverTheyAre() throws IOException {
        byte[] image = Samples.png(3);
        Path file = Files.write(folder.resolve("a.png"), image);
        String html = Rendered.html(with(
                Media.ofFile(file),
                Media.ofInputStream(() -> new ByteArrayInputStream(image), ContentType.IMAGE_PNG),
                Media.ofPublisher(() -> Flux.just(ByteBuffer.wrap(image)), ContentType.IMAGE_PNG)));
        assertThat(html.split(Pattern.quote(Rendered.dataUri("image/png", image)), -1))
                .hasSize(4);
        assertThat(html).contains("3 images in this file. ");
    }

    @Test
    void onceReadableMedia_areNotRead() {
        TestPublisher<ByteBuffer> once = TestPublisher.create();
        String html = Rendered.html(with(Media.ofOneShot(once.flux(), ContentType.IMAGE_PNG)));
        once.assertWasNotSubscribed();
        assertThat(html).contains("1 · image/png</span>").doesNotContain("<img");
    }

    @Test
    void onlyFourKindsOfImage_arePutIn_andTheBytesDecide() {
        String html = Rendered.html(with(
                Media.ofBytes(SVG, "image/svg+xml"),
                Media.ofBytes(SVG, "image/png"),
                Media.ofBytes("%PDF-1.7".getBytes(StandardCharsets.US_ASCII), "application/pdf"),
                Media.ofBytes("<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8), "image/gif"),
                Map.of("deep", List.of(Media.ofBytes(Samples.png(0), "image/jpeg")))));
        assertThat(html)
                .contains("1 · image/svg+xml, ", "image/png, 41 B (not an image of this type)", "application/pdf, 8 B<")
                .contains("image/gif, 31 B (not an image of this type)")
                .contains("src=\"data:image/png;base64,")
                .doesNotContain("data:image/svg", "data:image/gif", "data:image/jpeg", "data:text");
    }

    @Test
    void limits_ofOneImage_ofAll_andOfTheirNumber_hold() {
        Media small = Media.ofBytes(Samples.png(0), "image/png");
        int length = Samples.png(0).length;
        ExperimentResult three = with(small, small, small);
        assertThat(images(Rendered.html(three, options -> options.maxImages(2))))
                .isEqualTo(2);
        assertThat(images(Rendered.html(three, options -> options.maxImages(0))))
                .isZero();
        assertThat(images(Rendered.html(three, options -> options.maxTotalImageBytes(2L * length + 1))))
                .isEqualTo(2);
        String tooLarge = Rendered.html(three, options -> options.maxImageBytes(length - 1));
        assertThat(tooLarge).contains("(too large for this report)", "0 images in this file, 3 not shown. ");
        assertThat(Rendered.html(three, options -> options.maxImages(2)))
                .contains("(left out: the report is full)", "2 images in this file, 1 not shown. ");
    }

    @Test
    void tooLong_withoutADeclaredLength_stopsReading() throws IOException {
        Path file = Files.write(folder.resolve("a.png"), new byte[5000]);
        Flux<ByteBuffer> zeros = Flux.generate(sink -> sink.next(ByteBuffer.allocate(64)));
        String html = Rendered.html(
                with(Media.ofFile(file, "image/png"), Media.ofPublisher(() -> zeros, ContentType.IMAGE_PNG)),
                options -> options.maxImageBytes(1000));
        assertThat(html.split("too large for this report", -1)).hasSize(3);
    }

    private static int images(String html) {
        return html.split("<img ", -1).length - 1;
    }
}
