package dev.vitrine.reactor.memory;

import dev.vitrine.content.ContentDigester;
import dev.vitrine.content.ContentType;
import dev.vitrine.media.Media;
import dev.vitrine.media.MediaId;
import dev.vitrine.reactor.LangfuseClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What runs in a JVM with a heap of 64 MiB. Prints one line, or dies of the heap. */
final class SmallHeapProgram {
    static final String DATASET = "small-heap";
    private static final int PIECE = 64 * 1024;
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private SmallHeapProgram() {}

    public static void main(String[] arguments) throws IOException {
        LangfuseClient client = LangfuseClient.builder()
                .baseUrl(arguments[1])
                .publicKey(arguments[2])
                .secretKey(arguments[3])
                .build();
        Mono<String> work = switch (arguments[0]) {
            case "push-file" -> push(client, Media.ofFile(sparse(arguments[4], arguments[5])));
            case "push-publisher" -> push(client, Media.ofOneShot(counted(arguments[5]), ContentType.VIDEO_MP4));
            case "fetch" -> fetch(client, arguments[4]);
            case "fetch-whole" ->
                client.media()
                        .get(new MediaId(arguments[4]))
                        .flatMap(handle -> handle.content().collectList())
                        .map(pieces -> "held " + pieces.size());
            default -> Mono.error(new IllegalArgumentException(arguments[0]));
        };
        System.out.println(Mono.usingWhen(Mono.just(client), unused -> work, LangfuseClient::disposeLater)
                .block(LONGEST));
        System.exit(0);
    }

    private static Mono<String> push(LangfuseClient client, Media media) {
        return client.datasets()
                .createItem(DATASET, item -> item.input(media))
                .map(item -> "pushed " + item.input().toJson().replace("\"", ""));
    }

    private static Mono<String> fetch(LangfuseClient client, String mediaId) {
        return client.media()
                .get(new MediaId(mediaId))
                .flatMap(handle -> handle.content()
                        .collect(ContentDigester::create, ContentDigester::update)
                        .map(digester -> "fetched " + digester.digest().length()));
    }

    /** A file of zeros and a mark at its end that takes no room on the disk. */
    private static Path sparse(String path, String length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path, "rw")) {
            file.setLength(Long.parseLong(length));
            file.seek(Long.parseLong(length) - 1);
            file.write(7);
        }
        return Path.of(path);
    }

    private static Flux<ByteBuffer> counted(String length) {
        int pieces = Math.toIntExact(Long.parseLong(length) / PIECE);
        return Flux.range(0, pieces).map(index -> {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            return piece.putInt(0, index);
        });
    }
}
