package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentType;
import dev.vitrine.content.DataUri;
import dev.vitrine.embedded.media.MediaLink;
import dev.vitrine.embedded.traffic.ObservedRequest;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.media.Media;
import dev.vitrine.media.MediaId;
import dev.vitrine.media.MediaReference;
import dev.vitrine.media.MediaSource;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.testing.Platform;
import dev.vitrine.trace.LangfuseAttributes;
import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.ObservationUpdate;
import dev.vitrine.trace.TraceUpdate;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Whole flows: spans stay in memory, media go to a real platform. */
class TraceMediaFlowTests {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final ContentType PNG = ContentType.IMAGE_PNG;

    @RegisterExtension
    final Platform platform = new Platform();

    @TempDir
    Path folder = Path.of("unset");

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final LangfuseClientHolder holder = new LangfuseClientHolder();

    private final class LangfuseClientHolder {
        Tracing tracing(Consumer<TracingOptions> options, Consumer<TraceMediaOptions> media) {
            return client(options, media).tracing();
        }

        LangfuseClient client(Consumer<TracingOptions> options, Consumer<TraceMediaOptions> media) {
            return platform.client(builder -> builder.tracing(settings -> options.accept(settings.exporter(spans)))
                    .traceMedia(media));
        }
    }

    private Tracing tracing() {
        return holder.tracing(options -> {}, media -> {});
    }

    private SpanData span(Tracing tracing, String name) {
        tracing.flush().block(LIMIT);
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .reduce((a, b) -> {
                    throw new AssertionError("two spans named " + name);
                })
                .orElseThrow();
    }

    private static String input(SpanData span) {
        return String.valueOf(Traces.text(span, LangfuseAttributes.OBSERVATION_INPUT));
    }

    static byte[] png(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        byte[] signature = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
        System.arraycopy(signature, 0, bytes, 0, signature.length);
        return bytes;
    }

    private static String reference(byte[] content, MediaSource source) {
        return MediaReference.of(PNG, MediaId.of(ContentDigest.ofContent(ByteBuffer.wrap(content))), source)
                .referenceString();
    }

    private List<ObservedRequest> puts() {
        return platform.server().requests().of(Route.OBJECT_PUT);
    }

    @Test
    void observe_sharedImageAndSseLine_oneTransferAndTheLineAsItWas() {
        Tracing tracing = tracing();
        byte[] image = png(1, 5_000);
        Map<String, Object> part =
                Map.of("type", "image_url", "image_url", Map.of("url", DataUri.format(PNG, ByteBuffer.wrap(image))));
        Map<String, Object> input = Map.of("messages", List.of(part, part), "stream", "data: {\"sse\":1}");

        String answer = tracing.observe(
                        ObservationSpec.generation("g").input(input), observation -> Mono.just("answer"))
                .block(LIMIT);

        assertThat(answer).isEqualTo("answer");
        SpanData span = span(tracing, "g");
        String reference = reference(image, MediaSource.BASE64_DATA_URI);
        assertThat(input(span)).contains("data: {\\\"sse\\\":1}").doesNotContain("base64,");
        assertThat(input(span).split(java.util.regex.Pattern.quote(reference), -1))
                .hasSize(3);
        assertThat(puts()).singleElement().satisfies(put -> {
            assertThat(put.headers())
                    .containsEntry("content-length", "5000")
                    .containsEntry("content-type", "image/png")
                    .containsEntry(
                            "x-amz-checksum-sha256",
                            ContentDigest.ofContent(ByteBuffer.wrap(image)).sha256Base64())
                    .doesNotContainKey("authorization");
        });
        assertThat(platform.server().traceLinks())
                .containsExactly(new MediaLink(
                        MediaId.of(ContentDigest.ofContent(ByteBuffer.wrap(image)))
                                .value(),
                        span.getTraceId(),
                        span.getSpanId(),
                        null,
                        null,
                        "input"));
        assertThat(tracing.mediaMetrics()).isEqualTo(new TraceMediaMetrics(1, 1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void allFieldsOfObservationAndTrace_areWalkedAndLinked() {
        Tracing tracing = tracing();
        record Holder(String title, Media image) {}
        Observation observation = tracing.startIn(
                Context.root(), ObservationSpec.span("s").input(new Holder("t", Media.ofBytes(png(1, 50), PNG))));
        observation.update(ObservationUpdate.none().output(List.of(Media.ofBytes(png(2, 50), PNG))));
        observation.update(ObservationUpdate.none().metadata(Map.of("m", Media.ofBytes(png(3, 50), PNG))));
        observation.updateTrace(TraceUpdate.none().withInput(Media.ofBytes(png(4, 50), PNG)));
        observation.end();

        SpanData span = span(tracing, "s");
        assertThat(input(span))
                .isEqualTo("{\"title\":\"t\",\"image\":\"" + reference(png(1, 50), MediaSource.BYTES) + "\"}");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_OUTPUT))
                .isEqualTo("[\"" + reference(png(2, 50), MediaSource.BYTES) + "\"]");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_METADATA + ".m"))
                .isEqualTo(reference(png(3, 50), MediaSource.BYTES));
        assertThat(Traces.text(span, LangfuseAttributes.TRACE_INPUT))
                .isEqualTo(reference(png(4, 50), MediaSource.BYTES));
        assertThat(platform.server().traceLinks())
                .extracting(MediaLink::field)
                .containsExactlyInAnyOrder("input", "output", "metadata", "input");
        assertThat(platform.server().storage().objectCount()).isEqualTo(4);
    }

    @Test
    void sameImageInTwoObservations_oneTransferTwoLinks() {
        Tracing tracing = tracing();
        Media image = Media.ofBytes(png(1, 5_000), PNG);
        for (String name : List.of("a", "b")) {
            tracing.startIn(Context.root(), ObservationSpec.span(name).input(image))
                    .end();
        }
        tracing.flush().block(LIMIT);
        assertThat(puts()).hasSize(1);
        assertThat(platform.server().traceLinks())
                .extracting(MediaLink::observationId)
                .containsExactlyInAnyOrder(
                        span(tracing, "a").getSpanId(), span(tracing, "b").getSpanId());
    }

    @Test
    void mask_seesReferencesOnly_alsoWhereTheyCameLate() throws IOException {
        Path file = Files.write(folder.resolve("large.png"), png(5, 300_000));
        Queue<Object> seen = new ConcurrentLinkedQueue<>();
        Tracing tracing = holder.tracing(
                options -> options.mask(input -> {
                    seen.add(input.value());
                    return input.value();
                }),
                media -> {});
        tracing.startIn(
                        Context.root(),
                        ObservationSpec.span("s")
                                .input(Map.of("now", Media.ofBytes(png(1, 50), PNG)))
                                .output(Map.of("late", Media.ofFile(file))))
                .end();
        tracing.flush().block(LIMIT);
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        Map.of("now", reference(png(1, 50), MediaSource.BYTES)),
                        Map.of("late", reference(png(5, 300_000), MediaSource.FILE)));
    }

    @Test
    void fileAndPublisherAndLargeText_endLaterWithTheTrueTime() throws IOException {
        Path file = Files.write(folder.resolve("image.png"), png(1, 400_000));
        byte[] published = png(2, 400_000);
        byte[] large = png(3, 400_000);
        Sinks.One<ByteBuffer> held = Sinks.one();
        Tracing tracing = tracing();
        Map<String, Object> changing = new java.util.LinkedHashMap<>(Map.of(
                "file", Media.ofFile(file),
                "published", Media.ofOneShot(held.asMono(), PNG),
                "text", DataUri.format(PNG, ByteBuffer.wrap(large))));
        Instant end = Instant.ofEpochSecond(4_000_000_000L);
        tracing.startIn(Context.root(), ObservationSpec.span("s").input(changing))
                .end(end);
        changing.clear();
        assertThat(spans.getFinishedSpanItems()).isEmpty();

        held.tryEmitValue(ByteBuffer.wrap(published));

        SpanData span = span(tracing, "s");
        assertThat(input(span))
                .contains("\"file\":\"" + reference(png(1, 400_000), MediaSource.FILE))
                .contains("\"published\":\"" + reference(published, MediaSource.BYTES))
                .contains("\"text\":\"" + reference(large, MediaSource.BASE64_DATA_URI));
        assertThat(span.getEndEpochNanos()).isEqualTo(4_000_000_000_000_000_000L);
        assertThat(platform.server().storage().storedBytes()).isEqualTo(1_200_000);
        assertThat(tracing.mediaMetrics()).isEqualTo(new TraceMediaMetrics(3, 3, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void deadline_passes_saysThatTheMediaIsMissing() {
        Tracing tracing = holder.tracing(options -> {}, media -> media.deadline(Duration.ofMillis(50)));
        tracing.startIn(
                        Context.root(),
                        ObservationSpec.span("s").input(Map.of("m", Media.ofOneShot(Flux.never(), PNG), "n", 1)))
                .end();
        assertThat(input(span(tracing, "s")))
                .contains("\"m\":\"<media not uploaded: not read in time>\"")
                .contains("\"n\":1");
        assertThat(tracing.mediaMetrics()).isEqualTo(new TraceMediaMetrics(0, 0, 0, 0, 1, 0, 0, 0));
        assertThat(platform.server().traceLinks()).isEmpty();
    }

    @Test
    void unreadableFile_isATextAndCounted() {
        Tracing tracing = tracing();
        tracing.startIn(Context.root(), ObservationSpec.span("s").input(Media.ofFile(folder.resolve("none.png"))))
                .end();
        assertThat(input(span(tracing, "s"))).isEqualTo("<media not uploaded: it could not be read>");
        assertThat(tracing.mediaMetrics().failed()).isEqualTo(1);
    }

    @Test
    void uploadSwitchedOff_textStays_smallMediaAreInline() {
        Tracing tracing = platform.client(builder -> builder.environmentVariables(
                                name -> name.equals("LANGFUSE_MEDIA_UPLOAD_ENABLED") ? "false" : null)
                        .tracing(options -> options.exporter(spans)))
                .tracing();
        String uri = DataUri.format(PNG, ByteBuffer.wrap(png(1, 50)));
        tracing.startIn(
                        Context.root(),
                        ObservationSpec.span("s")
                                .input(List.of(
                                        uri,
                                        Media.ofBytes(png(1, 50), PNG),
                                        Media.ofBytes(new byte[300_000], PNG),
                                        Media.ofFile(Path.of("secret", "a.png")))))
                .end();
        assertThat(input(span(tracing, "s")))
                .isEqualTo("[\"" + uri + "\",\"" + uri
                        + "\",\"<media not uploaded: content>\",\"<media not uploaded: a.png>\"]");
        assertThat(platform.server().mediaCount()).isZero();
        assertThat(tracing.mediaMetrics()).isEqualTo(TraceMediaMetrics.NONE);
    }

    @Test
    void notSampled_nothingIsReadOrUploaded() {
        Tracing tracing = holder.tracing(options -> options.sampleRate(0), media -> {});
        tracing.startIn(
                        Context.root(),
                        ObservationSpec.span("s").input(Media.ofOneShot(Flux.error(new AssertionError("read")), PNG)))
                .end();
        tracing.flush().block(LIMIT);
        assertThat(spans.getFinishedSpanItems()).isEmpty();
        assertThat(tracing.mediaMetrics()).isEqualTo(TraceMediaMetrics.NONE);
        assertThat(platform.server().mediaCount()).isZero();
    }

    @Test
    void close_uploadsWhatWasAccepted_andRefusesMore() throws IOException {
        Path file = Files.write(folder.resolve("image.png"), png(1, 2_000_000));
        LangfuseClient client = holder.client(options -> {}, media -> {});
        client.tracing()
                .startIn(Context.root(), ObservationSpec.span("s").input(Media.ofFile(file)))
                .end();
        client.disposeLater().block(LIMIT);
        assertThat(platform.server().storage().storedBytes()).isEqualTo(2_000_000);
        assertThat(spans.getFinishedSpanItems()).isEmpty(); // the exporter is shut down, and forgets
        assertThat(client.tracing().mediaMetrics()).isEqualTo(new TraceMediaMetrics(1, 1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void fileChangedInBetween_isNotUploaded() throws IOException {
        Path file = Files.write(folder.resolve("image.png"), png(1, 300_000));
        Tracing tracing = tracing();
        platform.server().faults().on(Route.MEDIA_REQUEST, fault -> fault.delay(Duration.ofMillis(300)));
        tracing.startIn(Context.root(), ObservationSpec.span("s").input(Media.ofFile(file)))
                .end();
        Mono.fromSupplier(() -> spans.getFinishedSpanItems().size()
                        + tracing.mediaMetrics().accepted())
                .filter(count -> count > 0)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(5)))
                .block(LIMIT);
        Files.write(file, "other".getBytes(StandardCharsets.UTF_8));
        tracing.flush().block(LIMIT);
        assertThat(platform.server().storage().objectCount()).isZero();
        assertThat(tracing.mediaMetrics().failed()).isEqualTo(1);
    }

    @Test
    void subscriberCancels_theUploadGoesOn() {
        Tracing tracing = tracing();
        tracing.observeMany(
                        ObservationSpec.span("s").input(Media.ofBytes(png(1, 5_000), PNG)),
                        observation -> Flux.range(0, 10))
                .take(1)
                .blockLast(LIMIT);
        assertThat(input(span(tracing, "s"))).isEqualTo(reference(png(1, 5_000), MediaSource.BYTES));
        assertThat(platform.server().storage().objectCount()).isEqualTo(1);
    }
}
