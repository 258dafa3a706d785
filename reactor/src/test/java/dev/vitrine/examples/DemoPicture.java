package dev.vitrine.examples;

import dev.vitrine.media.Media;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.trace.ObservationSpec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Work with a picture in its input, as a call of a vision model would have it: how large is what is shown? */
final class DemoPicture {
    private final LangfuseClient client;
    private final Path file;

    private DemoPicture(LangfuseClient client, Path file) {
        this.client = client;
        this.file = file;
    }

    /** Looks at the first picture among {@code files}, or the first file if there is none. */
    static Mono<Map<String, Object>> lookAtOneOf(List<Path> files, LangfuseClient client) {
        Path shown = files.stream().filter(DemoPicture::isPicture).findFirst().orElse(files.get(0));
        return new DemoPicture(client, shown).look();
    }

    private Mono<Map<String, Object>> look() {
        ObservationSpec spec = ObservationSpec.tool("look at " + file.getFileName())
                .input(Map.of("question", "How large is it?", "picture", Media.ofFile(file)));
        return client.tracing()
                .observe(
                        spec,
                        observation -> Mono.fromCallable(this::measure)
                                .subscribeOn(Schedulers.boundedElastic())
                                .doOnNext(size -> observation.update(update -> update.output(size))));
    }

    private Map<String, Object> measure() throws IOException {
        Map<String, Object> size = new LinkedHashMap<>();
        size.put("bytes", Files.size(file));
        BufferedImage picture = isPicture(file) ? ImageIO.read(file.toFile()) : null;
        if (picture != null) {
            size.put("width", picture.getWidth());
            size.put("height", picture.getHeight());
        }
        return size;
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".gif");
    }
}
