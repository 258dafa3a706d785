package dev.vitrine.reactor.transfer;

import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import dev.vitrine.reactor.http.HttpRuntime;
import dev.vitrine.reactor.http.HttpSettings;
import dev.vitrine.reactor.http.SignedUrl;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The main class of a JVM with a small heap, which uploads what does not fit into it. */
final class HugeTransfer {
    private static final int PIECE = 64 * 1024;

    private HugeTransfer() {}

    /** @param arguments the store's URL, what to upload, its length or path, and where to spool */
    public static void main(String[] arguments) {
        String what = arguments[1];
        ContentSource source = what.equals("file")
                ? ContentSource.ofFile(Path.of(arguments[2]))
                : what.equals("publisher")
                        ? ContentSource.ofOneShot(zeros(Long.parseLong(arguments[2])))
                        : ContentSource.ofBytes(new byte[Integer.parseInt(arguments[2])]); // breaks the bound
        HttpRuntime http =
                HttpRuntime.create(HttpSettings.builder("http://127.0.0.1:9").build());
        BlobPipeline pipeline = BlobPipeline.create(
                http.storage(),
                TransferSettings.builder().spoolDirectory(Path.of(arguments[3])).build());
        BlobReceipt receipt = Objects.requireNonNull(Mono.usingWhen(
                        pipeline.prepare(source, ContentType.OCTET_STREAM, null),
                        blob -> pipeline.store(blob, new Anywhere(arguments[0])),
                        PreparedBlob::release)
                .block(Duration.ofMinutes(3)));
        say(System.out, "stored " + receipt.blob().digest().length());
        pipeline.disposeLater().then(http.disposeLater()).block(Duration.ofSeconds(10));
        System.exit(0);
    }

    private static Flux<ByteBuffer> zeros(long length) {
        return Flux.generate(() -> length, (left, sink) -> {
            int size = (int) Math.min(left, PIECE);
            if (size == 0) {
                sink.complete();
            } else {
                sink.next(ByteBuffer.allocate(size));
            }
            return left - size;
        });
    }

    private static void say(PrintStream out, String line) {
        out.println(line);
        out.flush();
    }

    private record Anywhere(String url) implements BlobStore {
        @Override
        public Mono<Admission> request(BlobInfo blob) {
            return Mono.just(new Admission.Ticket("id", "PUT", SignedUrl.of(url), Map.of()));
        }

        @Override
        public Mono<Void> confirm(BlobInfo blob, Admission.Ticket ticket, TransferOutcome outcome) {
            return Mono.empty();
        }
    }
}
