package dev.vitrine.reactor.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentChangedException;
import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class InlineBlobTests {
    private static final Duration WAIT = Duration.ofSeconds(10);

    @TempDir
    Path directory = Path.of("unset");

    @Test
    void prepare_fewBytes_areReadOnTheThreadAtHandAndNeverWritable() {
        byte[] bytes = {1, 2, 3};
        PreparedBlob blob = prepared(ContentSource.ofBytes(bytes));

        assertThat(blob.info().digest()).isEqualTo(ContentDigest.ofContent(ByteBuffer.wrap(bytes)));
        for (int time = 0; time < 2; time++) {
            StepVerifier.create(Flux.from(blob.body()).map(piece -> {
                        assertThat(Schedulers.isInNonBlockingThread()).isFalse();
                        assertThat(piece.isReadOnly()).isTrue();
                        return piece.remaining();
                    }))
                    .expectNext(3)
                    .verifyComplete();
        }
    }

    @Test
    void body_bufferChangedMeanwhile_isAContentChangedExceptionAndNoBytes() {
        byte[] bytes = {1, 2, 3};
        PreparedBlob blob = prepared(ContentSource.ofBuffer(ByteBuffer.wrap(bytes)));
        bytes[1] = 9;

        StepVerifier.create(blob.body()).verifyError(ContentChangedException.class);
    }

    @Test
    void prepare_directOrReadOnlyBuffer_hasTheSameDigest() {
        ByteBuffer direct = ByteBuffer.allocateDirect(5).put(new byte[] {0, 1, 2, 3, 0});
        direct.position(1).limit(4);

        for (ByteBuffer buffer :
                new ByteBuffer[] {direct, ByteBuffer.wrap(new byte[] {1, 2, 3}).asReadOnlyBuffer()}) {
            assertThat(prepared(ContentSource.ofBuffer(buffer)).info().digest())
                    .isEqualTo(ContentDigest.ofContent(ByteBuffer.wrap(new byte[] {1, 2, 3})));
        }
    }

    private PreparedBlob prepared(ContentSource source) {
        TransferSettings settings =
                TransferSettings.builder().spoolDirectory(directory).build();
        return Objects.requireNonNull(new Preparation(settings, new SpoolFiles(directory))
                .prepare(source, ContentType.of("image/png"), null)
                .block(WAIT));
    }
}
