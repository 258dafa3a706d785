package dev.vitrine.benchmarks.contest;

import dev.vitrine.content.ContentType;
import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.dataset.NewDatasetItem;
import dev.vitrine.media.Media;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.media.MediaHandle;
import dev.vitrine.reactor.media.MediaTarget;
import dev.vitrine.reactor.media.MediaTarget.ItemField;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Vitrine at its defaults, as its users write it. The variant {@code maps} also reads each pulled value as maps and lists;
 * the other one only asks for the handles, which are what a pipeline over media reads.
 */
public final class VitrineContestant implements Contestant {
    private static final int ITEMS_AT_A_TIME = 64;
    private static final int FILES_AT_A_TIME = 8;
    /** Below the queue's default of 8,192 spans, so that nothing is dropped for want of waiting. */
    private static final int MOST_UNEXPORTED = 6_000;

    private final LangfuseClient client;
    private final ToIntFunction<DatasetItem> references;

    public VitrineContestant(String variant, Scene scene) {
        client = LangfuseClient.builder()
                .baseUrl(scene.platform())
                .publicKey(Scene.PUBLIC_KEY)
                .secretKey(Scene.SECRET_KEY)
                .build();
        references = variant.equals("maps") ? VitrineContestant::inMaps : VitrineContestant::handles;
    }

    @Override
    public Outcome createItems(Scene scene) {
        byte[][] pictures = Pictures.of(scene);
        Flux<NewDatasetItem> items = Flux.range(0, pictures.length)
                .map(i -> NewDatasetItem.in(Scene.DATASET)
                        .id("item-" + i)
                        .input(Map.of("question", "What is shown?", "image", Media.ofBytes(pictures[i], "image/png")))
                        .build());
        return counted(client.datasets().createItems(items, ITEMS_AT_A_TIME).count());
    }

    @Override
    public Outcome uploadFiles(Scene scene) {
        return counted(Flux.range(0, scene.sizes().files())
                .flatMap(
                        i -> client.media()
                                .upload(Media.ofFile(scene.file(i), ContentType.of("video/mp4")), target("item-" + i)),
                        FILES_AT_A_TIME)
                .count());
    }

    @Override
    public Outcome uploadLargeFile(Scene scene) {
        Media media = Media.ofFile(scene.largeFile(), ContentType.of("video/mp4"));
        return counted(client.media().upload(media, target("item")).flux().count());
    }

    @Override
    public Outcome uploadPublisher(Scene scene) {
        long length = scene.sizes().largeBytes();
        ByteBuffer noise = ByteBuffer.wrap(Corpus.noise(1, Corpus.PIECE)).asReadOnlyBuffer();
        Flux<ByteBuffer> content = Flux.generate(() -> 0L, (sent, sink) -> {
            if (sent >= length) {
                sink.complete();
                return sent;
            }
            sink.next(noise.duplicate().limit((int) Math.min(Corpus.PIECE, length - sent)));
            return sent + Corpus.PIECE;
        });
        Media media = Media.ofOneShot(content, ContentType.of("video/mp4"));
        return counted(client.media().upload(media, target("item")).flux().count());
    }

    @Override
    public Outcome pull(Scene scene) {
        Pulled pulled = new Pulled();
        client.datasets()
                .items(Scene.DATASET)
                .doOnNext(item -> pulled.add(item.id(), references.applyAsInt(item)))
                .blockLast();
        return pulled.outcome();
    }

    @Override
    public Outcome firstCall(Scene scene) {
        Integer found = client.datasets()
                .items(Scene.DATASET)
                .next()
                .map(references::applyAsInt)
                .block();
        return new Outcome(1, found == null ? 0 : found, 0);
    }

    @Override
    public Outcome observe(Scene scene) {
        int observations = scene.sizes().observations();
        int window = 512;
        long before = client.tracing().metrics().exported();
        for (int done = 0; done < observations; done += window) {
            while (done - (client.tracing().metrics().exported() - before) > MOST_UNEXPORTED) {
                LockSupport.parkNanos(200_000);
            }
            Flux.range(done, Math.min(window, observations - done))
                    .concatMap(i -> client.tracing().observe("work", observation -> Mono.just(i)))
                    .blockLast();
        }
        client.tracing().flush().block();
        return Outcome.of(client.tracing().metrics().exported() - before);
    }

    @Override
    public void close() {
        client.disposeLater().block();
    }

    private static int handles(DatasetItem item) {
        return MediaHandle.in(item.input()).size()
                + MediaHandle.in(item.expectedOutput()).size()
                + MediaHandle.in(item.metadata()).size();
    }

    static int inMaps(DatasetItem item) {
        return count(item.input().asMap())
                + count(item.expectedOutput().asMap())
                + count(item.metadata().asMap());
    }

    private static int count(@Nullable Object value) {
        if (value instanceof MediaHandle) {
            return 1;
        }
        int found = 0;
        if (value instanceof Map<?, ?> map) {
            for (Object each : map.values()) {
                found += count(each);
            }
        } else if (value instanceof List<?> list) {
            for (Object each : list) {
                found += count(each);
            }
        }
        return found;
    }

    private static MediaTarget target(String itemId) {
        return MediaTarget.datasetItem(Scene.DATASET_ID, itemId, ItemField.INPUT);
    }

    private static Outcome counted(Mono<Long> count) {
        Long done = count.block();
        return Outcome.of(done == null ? 0 : done);
    }
}
