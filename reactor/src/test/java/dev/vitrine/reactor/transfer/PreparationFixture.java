package dev.vitrine.reactor.transfer;

import dev.vitrine.content.ContentType;
import dev.vitrine.reactor.http.HttpRuntime;
import dev.vitrine.reactor.http.HttpSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sources, and a pipeline that spools into the test's own folder. */
abstract class PreparationFixture {
    static final Duration WAIT = Duration.ofSeconds(20);
    static final ContentType PNG = ContentType.IMAGE_PNG;
    static final byte[] SMALL = random(20_000);
    static final byte[] LARGE = random(1_000_003);

    @TempDir
    Path folder = Path.of(".");

    final StorageExchangeHolder storage = new StorageExchangeHolder();

    BlobPipeline pipeline() {
        return BlobPipeline.create(
                storage.exchange(),
                TransferSettings.builder()
                        .spoolDirectory(folder.resolve("spool"))
                        .build());
    }

    List<Path> spooled() {
        Path spool = folder.resolve("spool");
        if (!Files.exists(spool)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(spool)) {
            return files.toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static PreparedBlob prepared(Mono<PreparedBlob> mono) {
        return Objects.requireNonNull(mono.block(WAIT));
    }

    static byte[] read(PreparedBlob blob) {
        return Objects.requireNonNull(Flux.from(blob.body())
                .collect(ByteArrayOutputStream::new, (all, piece) -> {
                    byte[] bytes = new byte[piece.remaining()];
                    piece.get(bytes);
                    all.writeBytes(bytes);
                })
                .map(ByteArrayOutputStream::toByteArray)
                .block(WAIT));
    }

    static Flux<ByteBuffer> pieces(byte[] content) {
        return Flux.range(0, (content.length + 9_999) / 10_000)
                .map(i -> ByteBuffer.wrap(content, i * 10_000, Math.min(10_000, content.length - i * 10_000)));
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static void until(java.util.function.BooleanSupplier condition) {
        Mono.fromSupplier(condition::getAsBoolean)
                .filter(met -> met)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(10)))
                .block(WAIT);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    static <T> T nothing() {
        return null;
    }

    /** A storage that these tests never use. */
    static final class StorageExchangeHolder {
        final HttpRuntime http =
                HttpRuntime.create(HttpSettings.builder("http://127.0.0.1:9").build());

        dev.vitrine.reactor.http.StorageExchange exchange() {
            return http.storage();
        }
    }
}
