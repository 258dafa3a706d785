package dev.vitrine.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentException;
import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import dev.vitrine.content.DataUri;
import dev.vitrine.content.Samples;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MediaTests {
    private static final byte[] HELLO = Samples.latin1("hello");
    private static final MediaId HELLO_ID = new MediaId("LPJNul-wow4m6Dsqxbninh");

    @Test
    void mediaId_hello_isGolden() {
        ContentDigest digest = ContentDigest.ofContent(ByteBuffer.wrap(HELLO));

        assertThat(MediaId.of(digest)).isEqualTo(HELLO_ID).hasToString("LPJNul-wow4m6Dsqxbninh");
        assertThat(HELLO_ID.matches(digest)).isTrue();
        assertThat(HELLO_ID.matches(ContentDigest.ofContent(ByteBuffer.wrap(new byte[1]))))
                .isFalse();
        assertThat(new MediaId("LPJNul").matches(digest)).isFalse();
    }

    @Test
    void ofBytes_copiesAndKeepsTheDigest() {
        byte[] bytes = HELLO.clone();
        Media media = Media.ofBytes(bytes, "text/plain; charset=utf-8");
        bytes[0] = 0;

        assertThat(media.contentType()).contains(ContentType.TEXT_PLAIN);
        assertThat(media.source()).isEqualTo(MediaSource.BYTES);
        assertThat(media.name()).isEmpty();
        ContentDigest digest = media.digestInMemory().orElseThrow();
        assertThat(MediaId.of(digest)).isEqualTo(HELLO_ID);
        assertThat(media.digestInMemory().orElseThrow()).isSameAs(digest);
        assertThat(media.reference(digest, ContentType.TEXT_PLAIN))
                .hasToString("@@@langfuseMedia:type=text/plain|id=LPJNul-wow4m6Dsqxbninh|source=bytes@@@");
    }

    @Test
    void toJson_bytes_isComputedOnce() {
        Media media = Media.ofBytes(Samples.picture("png"));

        assertThat(media.contentType()).isEmpty();
        assertThat(media.toJson())
                .startsWith("@@@langfuseMedia:type=image/png|id=")
                .endsWith("|source=bytes@@@");
        assertThat(media.toJson()).isSameAs(media.toJson());
        assertThat(Media.ofBuffer(ByteBuffer.wrap(HELLO)).toJson()).contains("type=application/octet-stream|");
    }

    @Test
    void ofBuffer_isAView() {
        ByteBuffer direct =
                ByteBuffer.allocateDirect(9).put(2, HELLO).position(2).limit(7);

        Media media = Media.ofBuffer(direct, ContentType.TEXT_PLAIN);

        assertThat(MediaId.of(media.digestInMemory().orElseThrow())).isEqualTo(HELLO_ID);
        assertThat(direct.position()).isEqualTo(2);
    }

    @Test
    void ofDataUri_takesTypeAndContent() {
        byte[] gif = Samples.picture("gif");
        Media media = Media.ofDataUri(DataUri.format(ContentType.of("image/gif"), ByteBuffer.wrap(gif)));

        assertThat(media.contentType()).contains(ContentType.of("image/gif"));
        assertThat(media.source()).isEqualTo(MediaSource.BASE64_DATA_URI);
        assertThat(media.content()).isEqualTo(ContentSource.ofBytes(gif));
        assertThat(media.toJson()).endsWith("|source=base64_data_uri@@@");
        assertThat(Media.ofDataUri("data:text/plain;charset=utf-8,hello").digestInMemory())
                .contains(ContentDigest.ofContent(ByteBuffer.wrap(HELLO)));
    }

    @Test
    void ofFile_readsNothingAndKeepsTheName() {
        Path missing = Path.of("no", "such", "secret-place", "a.png");
        Media media = Media.ofFile(missing);

        assertThat(media.name()).contains("a.png");
        assertThat(media.contentType()).isEmpty();
        assertThat(media.source()).isEqualTo(MediaSource.FILE);
        assertThat(media.digestInMemory()).isEmpty();
        assertThat(media.toJson()).isEqualTo("<media not uploaded: a.png>");
        assertThat(media).hasToString("Media[type to be found, file " + missing + "]");
        assertThat(Media.ofFile(missing, "Image/PNG").contentType()).contains(ContentType.IMAGE_PNG);
        assertThat(Media.ofFile(missing, ContentType.IMAGE_PNG)).hasToString("Media[image/png, file " + missing + "]");
        assertThat(Media.ofFile(missing.getRoot() == null ? missing : missing.getRoot())
                        .name())
                .isPresent();
    }

    @Test
    void streamsAndPublishers_areDescribedByKind() {
        Media stream = Media.ofInputStream(InputStream::nullInputStream, ContentType.VIDEO_MP4);
        Media replayed = Media.ofPublisher(() -> subscriber -> {}, ContentType.VIDEO_MP4);
        Media once = Media.ofOneShot(subscriber -> {}, ContentType.VIDEO_MP4);

        assertThat(stream.toJson()).isEqualTo("<media not uploaded: input stream>");
        assertThat(replayed.toJson()).isEqualTo("<media not uploaded: replayable publisher>");
        assertThat(once.toJson()).isEqualTo("<media not uploaded: one-shot publisher>");
        assertThat(once).hasToString("Media[video/mp4, one-shot publisher]");
        assertThat(stream.digestInMemory()).isEmpty();
    }

    @Test
    void toString_neverShowsContent() {
        assertThat(Media.ofBytes(HELLO, ContentType.TEXT_PLAIN).toString())
                .isEqualTo("Media[text/plain, bytes in memory (5)]");
        assertThat(Media.ofDataUri("data:,hello").toString()).doesNotContain("hello");
    }

    @Test
    void emptyContent_isRefused() {
        for (Runnable empty : new Runnable[] {
            () -> Media.ofBytes(new byte[0]),
            () -> Media.ofBytes(new byte[0], ContentType.TEXT_PLAIN),
            () -> Media.ofBuffer(ByteBuffer.allocate(4).position(4), ContentType.TEXT_PLAIN),
            () -> Media.ofDataUri("data:,"),
            () -> Media.ofDataUri("data:image/png;base64,")
        }) {
            assertThatExceptionOfType(ContentException.class)
                    .isThrownBy(empty::run)
                    .withMessageContaining("at least one byte");
        }
    }

    @Test
    void badArguments_areNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Media.ofFile(Path.of("a"), "png"))
                .withMessageContaining("contentType");
        assertThatNullPointerException()
                .isThrownBy(() -> Media.ofFile(nothing()))
                .withMessage("path");
        assertThatNullPointerException()
                .isThrownBy(() -> Media.ofDataUri(nothing()))
                .withMessage("dataUri");
        assertThatExceptionOfType(ContentException.class)
                .isThrownBy(() -> Media.ofDataUri("hello"))
                .withMessageContaining("offset 0");
    }

    @Test
    void equality_isIdentity() {
        Media media = Media.ofBytes(HELLO);

        assertThat(media).isNotEqualTo(Media.ofBytes(HELLO));
        assertThat(Set.of(media, Media.ofBytes(HELLO))).hasSize(2).contains(media);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }
}
