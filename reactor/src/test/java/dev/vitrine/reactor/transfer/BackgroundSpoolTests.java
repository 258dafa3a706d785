package dev.vitrine.reactor.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentDigest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A persistent directory, from one start to the next. */
class BackgroundSpoolTests extends BackgroundFixture {
    private static final long PLENTY = 10_000_000;

    private DefaultBackgroundUploads persistent() {
        return queue(PLENTY, 0, PLENTY, true);
    }

    /** The directory of the only process that has left one. */
    private Path left() throws IOException {
        Path scope = only(folder.resolve("spool"));
        return only(scope);
    }

    private static Path only(Path directory) throws IOException {
        try (var all = Files.list(directory)) {
            List<Path> found = all.toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    private void leaveBehind(int count) {
        platform.onRequest = info -> Mono.never();
        BackgroundUploads first = persistent();
        for (int i = 0; i < count; i++) {
            offer(first, "item" + i, content(i));
        }
        until(() -> files().stream()
                        .filter(file -> file.toString().endsWith(".json"))
                        .count()
                == count);
        first.shutdown(SHORT).block(WAIT);
        assertThat(first.statistics().dropped()).isZero();
        platform.onRequest = info -> Mono.empty();
    }

    @Test
    void recover_whatWasLeft_isUploadedAndDeleted() {
        leaveBehind(3);
        DefaultBackgroundUploads next = persistent();
        next.recover();
        next.recover();
        next.flush().block(WAIT);
        assertThat(platform.linked()).containsExactlyInAnyOrder("item0", "item1", "item2");
        assertThat(platform.fetch("item2")).isEqualTo(content(2));
        assertThat(next.statistics()).isEqualTo(new BackgroundStatistics(3, 3, 0, 0, 0, 0));
        assertThat(files()).isEmpty();
    }

    @Test
    void recover_partialAndBrokenFiles_areDeletedNotSent() throws IOException {
        leaveBehind(2);
        Path process = left();
        Files.writeString(process.resolve("00000010.part"), "half");
        Files.writeString(process.resolve("00000011.blob"), "without a record");
        Files.writeString(process.resolve("00000012.json"), "{\"sha256\":");
        Files.write(process.resolve("00000001.blob"), new byte[7]);
        Files.writeString(
                process.resolve("00000002.json"),
                Files.readString(process.resolve("00000002.json")).replaceAll("\"length\":\\d+", "\"length\":20000"));
        DefaultBackgroundUploads next = persistent();
        next.recover();
        next.flush().block(WAIT);
        assertThat(platform.linked()).hasSize(1);
        assertThat(store.got()).hasSize(1);
        assertThat(files()).isEmpty();
    }

    @Test
    void recover_recordThatNamesNoTarget_isDeletedAndHoldsUpNothing() throws IOException {
        leaveBehind(3);
        Path record = left().resolve("00000001.json");
        Files.writeString(record, Files.readString(record).replaceAll("\"item\":\"item\\d\"", "\"item\":null"));
        DefaultBackgroundUploads next = persistent();
        next.recover();
        next.flush().block(WAIT);
        assertThat(platform.linked()).hasSize(2);
        assertThat(files()).isEmpty();
    }

    @Test
    void recover_contentThatChangedOnDisk_isNotSent() throws IOException {
        leaveBehind(1);
        byte[] other = content(0);
        other[19_999]++;
        Files.write(left().resolve("00000001.blob"), other);
        DefaultBackgroundUploads next = persistent();
        next.recover();
        next.flush().block(WAIT);
        assertThat(platform.fetch("item0")).isNull();
        assertThat(next.statistics().failed()).isEqualTo(1);
        assertThat(files()).isEmpty();
    }

    @Test
    void recover_platformStillDown_keepsForTheNextStart() {
        leaveBehind(2);
        platform.onRequest = info -> Mono.error(dev.vitrine.reactor.testing.ScriptedApi.failure(503));
        DefaultBackgroundUploads next = persistent();
        next.recover();
        next.flush().block(WAIT);
        next.shutdown(SHORT).block(WAIT);
        assertThat(next.statistics().failed()).isEqualTo(2);
        platform.onRequest = info -> Mono.empty();
        DefaultBackgroundUploads third = persistent();
        third.recover();
        third.flush().block(WAIT);
        assertThat(platform.linked()).hasSize(2);
        assertThat(files()).isEmpty();
    }

    @Test
    void runningQueue_isNotTakenOver() {
        platform.onRequest = info -> Mono.never();
        DefaultBackgroundUploads running = persistent();
        offer(running, "mine", content(1));
        until(() -> blobs() == 1);
        platform.onRequest = info -> Mono.empty();
        DefaultBackgroundUploads other = persistent();
        other.recover();
        other.flush().block(WAIT);
        other.shutdown(SHORT).block(WAIT);
        assertThat(other.statistics().accepted()).isZero();
        assertThat(blobs()).isEqualTo(1);
    }

    @Test
    void otherScope_isLeftAlone() {
        leaveBehind(1);
        DefaultBackgroundUploads other = queue(BackgroundSettings.defaults()
                .withHeap(PLENTY, 0)
                .withSpool(PLENTY, folder.resolve("spool"), "another project"));
        other.recover();
        other.flush().block(WAIT);
        assertThat(other.statistics().accepted()).isZero();
        assertThat(blobs()).isEqualTo(1);
    }

    @Test
    void file_isNotCopied_andItsPathSurvives() throws IOException {
        Path file = Files.write(folder.resolve("a.png"), content(5));
        platform.onRequest = info -> Mono.never();
        DefaultBackgroundUploads first = persistent();
        Objects.requireNonNull(first.reserve(0))
                .upload(
                        Mono.just(new BlobContent(dev.vitrine.content.ContentSource.ofFile(file), PNG, "a.png")),
                        Map.of("item", "file"))
                .block(WAIT);
        until(() -> files().stream().anyMatch(each -> each.toString().endsWith(".json")));
        first.shutdown(SHORT).block(WAIT);
        assertThat(blobs()).isZero();
        platform.onRequest = info -> Mono.empty();
        DefaultBackgroundUploads next = persistent();
        next.recover();
        next.flush().block(WAIT);
        assertThat(platform.fetch("file")).isEqualTo(content(5));
        assertThat(files()).containsExactly(file);
    }

    @Test
    void record_readsWhatItWrote_andNothingElse() {
        BlobInfo info = new BlobInfo(ContentDigest.ofContent(ByteBuffer.wrap(content(1))), PNG);
        SpoolRecord record = new SpoolRecord(info, Map.of("traceId", "t"), null);
        assertThat(SpoolRecord.read(record.json())).isEqualTo(record);
        for (String broken :
                List.of("", "null", "{}", "[1]", "{\"sha256\":\"x\",\"contentType\":\"a/b\",\"target\":{}}")) {
            assertThat(SpoolRecord.read(broken.getBytes(StandardCharsets.UTF_8)))
                    .as(broken)
                    .isNull();
        }
    }
}
