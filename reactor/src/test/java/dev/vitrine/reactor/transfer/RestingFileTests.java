package dev.vitrine.reactor.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.content.ContentChangedException;
import dev.vitrine.content.ContentSource;
import dev.vitrine.reactor.http.SteadyFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

class RestingFileTests extends PreparationFixture {
    private Path file = Path.of(".");

    @BeforeEach
    void name() {
        file = folder.resolve("a.bin");
    }

    @Test
    void prepare_fileAtRest_mayBeSentUnseen() throws IOException {
        Files.write(file, LARGE);
        SteadyFile resting = Objects.requireNonNull(preparedLater(file).file());

        try (FileChannel channel = Objects.requireNonNull(resting.open())) {
            assertThat(channel.size()).isEqualTo(LARGE.length);
        }
        resting.verify();
    }

    @Test
    void prepare_fileWrittenAMomentAgo_isReadAgain() throws IOException {
        Files.write(file, LARGE);

        assertThat(prepared(pipeline().prepare(ContentSource.ofFile(file), PNG, null))
                        .file())
                .isNull();
    }

    @Test
    void prepare_timeOfWritingSetBack_isReadAgain() throws IOException {
        Files.write(file, LARGE);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(1))));

        assertThat(prepared(pipeline().prepare(ContentSource.ofFile(file), PNG, null))
                        .file())
                .isNull();
    }

    @Test
    void prepare_fileOfAnotherFileSystem_isReadAgain() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(
                URI.create("jar:" + folder.resolve("a.zip").toUri()), Map.of("create", "true"))) {
            Path inside = Files.write(zip.getPath("/a.bin"), SMALL);

            PreparedBlob blob = preparedLater(inside);
            assertThat(blob.file()).isNull();
            assertThat(read(blob)).isEqualTo(SMALL);
        }
    }

    @Test
    void prepare_publisherThatWasSpooled_mayBeSentFromItsFileUntilItIsReleased() throws IOException {
        PreparedBlob blob = prepared(pipeline().prepare(ContentSource.ofOneShot(pieces(LARGE)), PNG, null));
        SteadyFile spooled = Objects.requireNonNull(blob.file());

        try (FileChannel channel = Objects.requireNonNull(spooled.open())) {
            assertThat(channel.size()).isEqualTo(LARGE.length);
        }
        blob.release().block(WAIT);
        assertThat(spooled.open()).isNull();
    }

    @Test
    void prepare_sourcesThatAreNoFiles_areReadAgain() {
        for (ContentSource source : new ContentSource[] {
            ContentSource.ofBytes(LARGE),
            ContentSource.ofPublisher(() -> pieces(LARGE)),
            ContentSource.ofOneShot(pieces(SMALL)),
            ContentSource.ofInputStream(() -> new ByteArrayInputStream(LARGE))
        }) {
            assertThat(prepared(pipeline().prepare(source, PNG, null)).file()).isNull();
        }
    }

    @Test
    void open_writtenToSince_isNull_andVerifyFails() throws IOException {
        Files.write(file, LARGE);
        SteadyFile resting = Objects.requireNonNull(preparedLater(file).file());
        Files.write(file, new byte[LARGE.length]);

        assertThat(resting.open()).isNull();
        assertThatThrownBy(resting::verify)
                .isInstanceOf(ContentChangedException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void open_replacedByAnotherFileOfTheSameTimeAndLength_isNull() throws IOException {
        Files.write(file, LARGE);
        FileTime written = Files.getLastModifiedTime(file);
        SteadyFile resting = Objects.requireNonNull(preparedLater(file).file());
        Path other = Files.write(folder.resolve("other"), new byte[LARGE.length]);
        Files.setLastModifiedTime(other, written);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(resting.open()).isNull();
    }

    @Test
    void passing_piecesShareOneBuffer_andReadSeparatelyDoNot() {
        ContentSource.Streamed stream =
                (ContentSource.Streamed) ContentSource.ofInputStream(() -> new ByteArrayInputStream(LARGE));

        assertThat(Flux.from(StreamPieces.passing(stream.opener(), "s", Schedulers.immediate()))
                        .map(ByteBuffer::array)
                        .distinct()
                        .collectList()
                        .block(WAIT))
                .hasSize(1);
        assertThat(Flux.from(StreamPieces.read(stream.opener(), "s", Schedulers.immediate()))
                        .map(ByteBuffer::array)
                        .distinct()
                        .collectList()
                        .block(WAIT))
                .hasSizeGreaterThan(1);
    }

    /** By a pipeline for which the file has been there for an hour. */
    private PreparedBlob preparedLater(Path path) {
        BlobPipeline later = BlobPipeline.create(
                storage.exchange(),
                TransferSettings.builder()
                        .spoolDirectory(folder.resolve("spool"))
                        .clock(Clock.offset(Clock.systemUTC(), Duration.ofHours(1)))
                        .build());
        return prepared(later.prepare(ContentSource.ofFile(path), PNG, null));
    }
}
