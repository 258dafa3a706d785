package dev.vitrine.reactor.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentException;
import dev.vitrine.content.ContentType;
import dev.vitrine.embedded.traffic.ObservedRequest;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.json.JsonValue;
import dev.vitrine.media.Media;
import dev.vitrine.media.MediaId;
import dev.vitrine.media.MediaOccurrence;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.media.MediaTarget.TraceField;
import dev.vitrine.reactor.testing.Platform;
import dev.vitrine.reactor.transfer.UploadException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class MediaClientTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final MediaTarget TRACE = MediaTarget.trace("trace-1", TraceField.INPUT);

    @RegisterExtension
    final Platform platform = new Platform();

    record Answer(String text, List<String> images) {}

    @Test
    void upload_bytes_storesAndLinks() {
        UploadReceipt receipt = upload("hello");

        assertThat(receipt.reference().referenceString())
                .isEqualTo("@@@langfuseMedia:type=text/plain|id=LPJNul-wow4m6Dsqxbninh|source=bytes@@@");
        assertThat(receipt.digest().length()).isEqualTo(5);
        assertThat(receipt.deduplicated()).isFalse();
        assertThat(platform.server().traceLinks()).hasSize(1);
        assertThat(platform.server().requests().all())
                .extracting(ObservedRequest::route)
                .containsExactly(Route.MEDIA_REQUEST, Route.OBJECT_PUT, Route.MEDIA_CONFIRM);
    }

    @Test
    void upload_again_linksWithoutTransfer() {
        upload("hello");

        UploadReceipt second = block(platform.client()
                .media()
                .upload(text("hello"), MediaTarget.observation("trace-1", "obs-1", TraceField.OUTPUT)));

        assertThat(second.deduplicated()).isTrue();
        assertThat(platform.server().requests().count(Route.OBJECT_PUT)).isEqualTo(1);
        assertThat(platform.server().traceLinks()).hasSize(2);
    }

    @Test
    void upload_storeHeaders_areThoseOfAStoreWithChecksums() {
        upload("hello");

        ObservedRequest put = platform.server().requests().of(Route.OBJECT_PUT).get(0);
        assertThat(put.header("content-type")).isEqualTo("text/plain");
        assertThat(put.header("content-length")).isEqualTo("5");
        assertThat(put.header("x-amz-checksum-sha256")).isEqualTo("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=");
        assertThat(put.header("x-ms-blob-type")).isEqualTo("BlockBlob");
        assertThat(put.headers()).doesNotContainKeys("authorization", "transfer-encoding");
    }

    @Test
    void upload_otherMediaId_isAnErrorAndSendsNothing() {
        platform.server()
                .faults()
                .on(
                        Route.MEDIA_REQUEST,
                        fault -> fault.status(201)
                                .body(
                                        "application/json",
                                        "{\"mediaId\":\"other\",\"uploadUrl\":\"http://127.0.0.1:1/x?s=1\"}"));

        StepVerifier.create(platform.client().media().upload(text("hello"), TRACE))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(UploadException.class)
                        .hasMessageContaining("other")
                        .hasMessageNotContaining("s=1"));
        assertThat(platform.server().requests().count(Route.OBJECT_PUT)).isZero();
    }

    @Test
    void upload_switchedOff_isAnErrorAndSendsNothing() {
        LangfuseClient off = platform.client(builder -> builder.mediaUploadEnabled(false));

        StepVerifier.create(off.media().upload(text("hello"), TRACE)).verifyError(UploadDisabledException.class);
        assertThat(platform.server().requests().count()).isZero();
    }

    @Test
    void upload_missingFile_isContentError() {
        StepVerifier.create(platform.client().media().upload(Media.ofFile(Path.of("/none/at/all.png")), TRACE))
                .verifyErrorSatisfies(error ->
                        assertThat(error).isInstanceOf(ContentException.class).hasMessageContaining("all.png"));
        assertThat(platform.server().requests().count()).isZero();
    }

    @Test
    void upload_sourceFails_leavesNothing() {
        Flux<ByteBuffer> failing =
                Flux.concat(Flux.just(ByteBuffer.allocate(300_000)), Flux.error(new IllegalStateException("source")));

        StepVerifier.create(platform.client().media().upload(Media.ofOneShot(failing, ContentType.TEXT_PLAIN), TRACE))
                .verifyErrorSatisfies(error -> assertThat(error).hasStackTraceContaining("source"));
        assertThat(platform.server().requests().count()).isZero();
    }

    @Test
    void upload_storeAnswers204_isReportedAsSuccess() {
        platform.server()
                .faults()
                .on(Route.OBJECT_PUT, fault -> fault.status(204).times(1));

        UploadReceipt receipt = upload("hello");

        assertThat(block(platform.client().media().get(receipt.reference().id()))
                        .id())
                .isEqualTo(receipt.reference().id());
    }

    @Test
    void get_knownMedia_isHandle() {
        UploadReceipt receipt = upload("hello");

        MediaHandle handle =
                block(platform.client().media().get(receipt.reference().id()));

        assertThat(handle.referenceString()).isEqualTo(receipt.reference().referenceString());
        assertThat(block(handle.bytes())).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void get_unknownMedia_signalsNotFound() {
        StepVerifier.create(platform.client().media().get(new MediaId("none")))
                .verifyError(ApiException.NotFound.class);
    }

    @Test
    void find_anyObject_emitsByDemand() {
        Media one = text("1");
        Media two = text("2");

        StepVerifier.create(
                        platform.client()
                                .media()
                                .find(Map.of("a", List.of(one, two)))
                                .map(MediaOccurrence::pointer),
                        1)
                .expectNext("/a/0")
                .thenRequest(1)
                .expectNext("/a/1")
                .verifyComplete();
        StepVerifier.create(platform.client().media().find(null)).verifyComplete();
        assertThat(platform.server().requests().count()).isZero();
    }

    @Test
    void resolveReferences_anywhereInStrings_putsDataUrisIn() {
        String a = reference("aaa");
        String b = reference("bbb");
        platform.server().requests().clear();

        JsonValue resolved = block(platform.client()
                .media()
                .resolveReferences(Map.of(
                        "whole",
                        a,
                        "text",
                        "see " + a + " and " + b + ".",
                        "list",
                        List.of(b, 1.50, "plain"),
                        a,
                        "key")));

        String dataA = "data:text/plain;base64,YWFh";
        String dataB = "data:text/plain;base64,YmJi";
        assertThat(resolved.at("/whole").as(String.class)).isEqualTo(dataA);
        assertThat(resolved.at("/text").as(String.class)).isEqualTo("see " + dataA + " and " + dataB + ".");
        assertThat(resolved.at("/list/0").as(String.class)).isEqualTo(dataB);
        assertThat(resolved.at("/list/2").as(String.class)).isEqualTo("plain");
        assertThat(resolved.asMap()).containsEntry(a, "key");
        assertThat(platform.server().requests().count(Route.MEDIA_GET)).isEqualTo(2);
        assertThat(platform.server().requests().count(Route.OBJECT_GET)).isEqualTo(2);
    }

    @Test
    void resolveReferences_typed_givesTheTypeAndLeavesTheOriginal() {
        List<String> images = new ArrayList<>(List.of(reference("aaa")));
        Answer answer = new Answer("a", images);

        Answer resolved = block(platform.client().media().resolveReferences(answer, Answer.class, options -> {}));

        assertThat(resolved.images()).containsExactly("data:text/plain;base64,YWFh");
        assertThat(images.get(0)).startsWith("@@@");
    }

    @Test
    void resolveReferences_unknownMedia_staysText() {
        String known = reference("aaa");
        String unknown = "@@@langfuseMedia:type=image/png|id=none|source=bytes@@@";

        JsonValue resolved = block(platform.client().media().resolveReferences(List.of(unknown + "!", known)));

        assertThat(resolved.at("/0").as(String.class)).isEqualTo(unknown + "!");
        assertThat(resolved.at("/1").as(String.class)).startsWith("data:");
    }

    @Test
    void resolveReferences_tooDeepOrTooLarge_staysText() {
        String reference = reference("aaa");
        MediaClient media = platform.client().media();

        JsonValue deep =
                block(media.resolveReferences(List.of(reference, List.of(reference)), options -> options.maxDepth(1)));
        JsonValue large = block(media.resolveReferences(reference, options -> options.maxBytesEach(2)));
        JsonValue often =
                block(media.resolveReferences(List.of(reference, reference), options -> options.maxBytesTotal(5)));

        assertThat(deep.at("/0").as(String.class)).startsWith("data:");
        assertThat(deep.at("/1/0").as(String.class)).isEqualTo(reference);
        assertThat(large.as(String.class)).isEqualTo(reference);
        assertThat(often.at("/0").as(String.class)).isEqualTo(reference);
    }

    @Test
    void resolveReferences_contentSlow_staysTextAfterTheTimeout() {
        String reference = reference("aaa");
        platform.server().faults().on(Route.OBJECT_GET, fault -> fault.hang());

        JsonValue resolved = block(platform.client()
                .media()
                .resolveReferences(reference, options -> options.contentTimeout(Duration.ofMillis(200))));

        assertThat(resolved.as(String.class)).isEqualTo(reference);
    }

    @Test
    void resolveReferences_withoutReferences_asksNothing() {
        JsonValue resolved = block(platform.client().media().resolveReferences(Map.of("a", 1)));

        assertThat(resolved.toJson()).isEqualTo("{\"a\":1}");
        assertThat(platform.server().requests().count()).isZero();
    }

    private String reference(String content) {
        return upload(content).reference().referenceString();
    }

    private UploadReceipt upload(String content) {
        return block(platform.client().media().upload(text(content), TRACE));
    }

    private static Media text(String content) {
        return Media.ofBytes(content.getBytes(StandardCharsets.UTF_8), ContentType.TEXT_PLAIN);
    }

    private static <T> T block(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }
}
