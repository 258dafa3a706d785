package dev.vitrine.reactor.dataset;

import dev.vitrine.content.ContentType;
import dev.vitrine.embedded.EmbeddedLangfuse;
import dev.vitrine.media.Media;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.media.MediaHandle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;

/** A round trip in a JVM that has no JSONPath library. */
final class WithoutJsonPathProgram {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private WithoutJsonPathProgram() {}

    public static void main(String[] arguments) {
        try {
            Class.forName("com.jayway.jsonpath.JsonPath");
            System.out.println("present");
        } catch (ClassNotFoundException expected) {
            System.out.println("absent");
        }
        EmbeddedLangfuse platform =
                Objects.requireNonNull(EmbeddedLangfuse.builder().start().block(LONGEST));
        LangfuseClient client = LangfuseClient.builder()
                .environmentVariables(name -> null)
                .baseUrl(platform.baseUrl())
                .publicKey(platform.publicKey())
                .secretKey(platform.secretKey())
                .build();
        Media image = Media.ofBytes(new byte[] {1, 2, 3}, ContentType.of("image/png"));
        String read = client.datasets()
                .create("d")
                .then(client.datasets()
                        .createItem(
                                "d",
                                item -> item.input(Map.of("question", "What is shown?", "images", List.of(image)))))
                .thenMany(client.datasets().items("d"))
                .concatMap(item -> Flux.fromIterable(item.input().media(MediaHandle.class))
                        .concatMap(MediaHandle::bytes)
                        .map(bytes -> bytes.length)
                        .collectList()
                        .map(lengths -> "read back: " + lengths.size() + " media of " + lengths.get(0)
                                + " bytes, question "
                                + item.input().at("/question").as(String.class)))
                .blockFirst(LONGEST);
        System.out.println(read);
        client.disposeLater().block(LONGEST);
        platform.disposeLater().block(LONGEST);
        System.exit(0);
    }
}
