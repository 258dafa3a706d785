package dev.vitrine.reactor.memory;

import dev.vitrine.content.ContentType;
import dev.vitrine.media.Media;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.trace.ObservationSpec;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** Accepts media for a platform that does not answer, and dies as soon as they are on disk. */
final class SpoolCrashProgram {
    static final int MEDIA = 5;

    private SpoolCrashProgram() {}

    public static void main(String[] arguments) {
        Path spool = Path.of(arguments[3]);
        LangfuseClient client = LangfuseClient.builder()
                .baseUrl(arguments[0])
                .publicKey(arguments[1])
                .secretKey(arguments[2])
                .tracing(options -> options.exporter(InMemorySpanExporter.create()))
                .traceMedia(media -> media.persistentSpool(spool).spoolAfterBytes(0))
                .build();
        for (int i = 0; i < MEDIA; i++) {
            client.tracing()
                    .startIn(Context.root(), ObservationSpec.span("s").input(media(i)))
                    .end();
        }
        Mono.fromCallable(() -> records(spool))
                .onErrorComplete(UncheckedIOException.class) // a file that got its name while it was looked at
                .filter(count -> count == MEDIA)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(10)))
                .block(Duration.ofMinutes(1));
        Runtime.getRuntime().halt(7);
    }

    static Media media(int number) {
        byte[] bytes = new byte[10_000];
        bytes[0] = (byte) number;
        return Media.ofBytes(bytes, ContentType.IMAGE_PNG);
    }

    static long records(Path spool) throws IOException {
        if (!Files.isDirectory(spool)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(spool)) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }
}
