package dev.vitrine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

class ContentSourceTests {

    @Test
    void ofBytes_copies() {
        byte[] bytes = {1, 2, 3};
        ContentSource source = ContentSource.ofBytes(bytes);
        bytes[0] = 9;

        assertThat(source).isInstanceOfSatisfying(ContentSource.Bytes.class, memory -> {
            assertThat(memory.buffer()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            assertThat(memory.buffer().isReadOnly()).isTrue();
        });
        assertThat(source.replayable()).isTrue();
        assertThat(source.knownLength()).hasValue(3);
    }

    @Test
    void ofBuffer_takesWhatRemains_andLeavesPositions() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2);
        ContentSource.Bytes source = new ContentSource.Bytes(buffer);

        source.buffer().get();

        assertThat(buffer.position()).isEqualTo(1);
        assertThat(source.buffer()).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3}));
        assertThat(source).isEqualTo(ContentSource.ofBuffer(buffer)).hasSameHashCodeAs(ContentSource.ofBuffer(buffer));
        assertThat(source.buffer().isReadOnly()).isTrue();
    }

    @Test
    void making_readsNothing() {
        AtomicInteger touched = new AtomicInteger();
        ContentSource stream = ContentSource.ofInputStream(() -> {
            touched.incrementAndGet();
            return InputStream.nullInputStream();
        });
        ContentSource replayed = ContentSource.ofPublisher(() -> subscriber -> touched.incrementAndGet());
        ContentSource once = ContentSource.ofOneShot(subscriber -> touched.incrementAndGet());
        ContentSource file = ContentSource.ofFile(Path.of("no", "such", "file.png"));

        assertThat(touched).hasValue(0);
        assertThat(stream.replayable()).isTrue();
        assertThat(replayed.replayable()).isTrue();
        assertThat(file.replayable()).isTrue();
        assertThat(once.replayable()).isFalse();
        assertThat(stream.knownLength()).isEmpty();
        assertThat(file.knownLength()).isEmpty();
    }

    @Test
    void description_showsKindAndPathOnly() {
        Publisher<ByteBuffer> talkative = new Publisher<>() {
            @Override
            public void subscribe(org.reactivestreams.Subscriber<? super ByteBuffer> subscriber) {}

            @Override
            public String toString() {
                return "secret";
            }
        };

        assertThat(ContentSource.ofBytes(Samples.latin1("secret"))).hasToString("bytes in memory (6)");
        assertThat(ContentSource.ofFile(Path.of("a", "b.png"))).hasToString("file " + Path.of("a", "b.png"));
        assertThat(ContentSource.ofInputStream(InputStream::nullInputStream)).hasToString("input stream");
        assertThat(ContentSource.ofPublisher(() -> talkative)).hasToString("replayable publisher");
        assertThat(ContentSource.ofOneShot(talkative)).hasToString("one-shot publisher");
        assertThat(ContentSource.ofOneShot(talkative).description()).isEqualTo("one-shot publisher");
    }

    @Test
    void nulls_areNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> ContentSource.ofBytes(nothing()))
                .withMessage("bytes");
        assertThatNullPointerException()
                .isThrownBy(() -> ContentSource.ofBuffer(nothing()))
                .withMessage("buffer");
        assertThatNullPointerException()
                .isThrownBy(() -> ContentSource.ofFile(nothing()))
                .withMessage("path");
        assertThatNullPointerException()
                .isThrownBy(() -> ContentSource.ofInputStream(nothing()))
                .withMessage("opener");
        assertThatNullPointerException()
                .isThrownBy(() -> ContentSource.ofPublisher(nothing()))
                .withMessage("factory");
        assertThatNullPointerException()
                .isThrownBy(() -> ContentSource.ofOneShot(nothing()))
                .withMessage("publisher");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }
}
