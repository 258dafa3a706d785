package dev.vitrine.examples;

// readme:start
import dev.vitrine.media.Media;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.media.MediaHandle;
import java.nio.file.Path;
import java.util.Map;
import reactor.core.publisher.Flux;

class QuickStart {
    static Flux<Path> roundTrip(LangfuseClient client, Path picture, Path folder) {
        return client.datasets()
                .create("visual-qa")
                .then(client.datasets()
                        .createItem(
                                "visual-qa",
                                item -> item.input(
                                        Map.of("question", "What is shown?", "image", Media.ofFile(picture)))))
                .thenMany(client.datasets().items("visual-qa")) // pages as they are asked for
                .flatMapIterable(item -> MediaHandle.in(item.input()))
                .concatMap(image -> image.writeTo(folder.resolve(image.id().value()))); // bytes only now
    }
}
// readme:end
