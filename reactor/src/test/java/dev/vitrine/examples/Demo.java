package dev.vitrine.examples;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentDigester;
import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.dataset.NewDatasetItem;
import dev.vitrine.embedded.EmbeddedLangfuse;
import dev.vitrine.media.Media;
import dev.vitrine.media.MediaId;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.media.MediaHandle;
import dev.vitrine.reactor.media.MediaTarget;
import dev.vitrine.reactor.transfer.BlobReceipt;
import dev.vitrine.trace.ObservationSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A folder of media becomes a Langfuse dataset and comes back, byte for byte.
 *
 * <p>One item a file, with the media nested in its input; the first item has its media in the metadata too, and the last
 * item shows the first file once more. What it does is observed: its trace has a picture in it, too. Then an experiment
 * runs over the dataset. All this on an embedded platform, or on the Langfuse of {@code LANGFUSE_BASE_URL}, {@code
 * LANGFUSE_PUBLIC_KEY} and {@code LANGFUSE_SECRET_KEY} when all three are set.
 */
final class Demo {
    private static final int CONCURRENCY = 8;
    private final LangfuseClient client;
    private final DemoScreen screen;
    private final String dataset;
    private final List<Path> files;
    private final Path report;
    private final Queue<Upload> uploads;

    private Demo(
            LangfuseClient client,
            Queue<Upload> uploads,
            DemoScreen screen,
            String dataset,
            List<Path> files,
            Path report) {
        this.client = client;
        this.uploads = uploads;
        this.screen = screen;
        this.dataset = dataset;
        this.files = files;
        this.report = report;
    }

    /** What happened, and the line that says so. */
    record Summary(int files, int items, int uploaded, int deduplicated, int verified, int expected, long bytes) {
        boolean isComplete() {
            return verified == expected;
        }

        @Override
        public String toString() {
            return "demo: " + files + " files, " + items + " items, " + uploaded + " uploaded, " + deduplicated
                    + " deduplicated, " + verified + " verified, " + bytes + " bytes";
        }
    }

    private record Upload(String itemId, BlobReceipt receipt) {}

    private record Verified(String itemId, MediaHandle handle, boolean matches) {}

    /**
     * Runs on the embedded platform, or on the one that {@code environment} names.
     *
     * @param report the file that the experiment's report is written to
     */
    static Mono<Summary> run(Map<String, String> environment, List<Path> files, Path report, DemoScreen screen) {
        return Platform.of(environment)
                .map(platform -> on(platform, files, report, screen))
                .orElseGet(() -> Mono.usingWhen(
                        EmbeddedLangfuse.builder().start().publishOn(Schedulers.boundedElastic()),
                        embedded -> on(
                                        new Platform(embedded.baseUrl(), embedded.publicKey(), embedded.secretKey()),
                                        files,
                                        report,
                                        screen)
                                // the client has delivered its spans and is closed
                                .doOnNext(summary -> sayTraces(embedded, screen)),
                        EmbeddedLangfuse::disposeLater));
    }

    /** Where the demo runs. */
    private record Platform(String baseUrl, String publicKey, String secretKey) {
        static Optional<Platform> of(Map<String, String> environment) {
            String baseUrl = environment.getOrDefault("LANGFUSE_BASE_URL", "");
            String publicKey = environment.getOrDefault("LANGFUSE_PUBLIC_KEY", "");
            String secretKey = environment.getOrDefault("LANGFUSE_SECRET_KEY", "");
            return baseUrl.isBlank() || publicKey.isBlank() || secretKey.isBlank()
                    ? Optional.empty()
                    : Optional.of(new Platform(baseUrl, publicKey, secretKey));
        }
    }

    private static void sayTraces(EmbeddedLangfuse embedded, DemoScreen screen) {
        embedded.traces().named("demo").ifPresent(trace -> screen.say(trace.render()));
        embedded.traces().named("experiment-item-run").ifPresent(trace -> screen.say(trace.render()));
    }

    private static Mono<Summary> on(Platform platform, List<Path> files, Path report, DemoScreen screen) {
        return Mono.defer(() -> {
            Queue<Upload> uploads = new ConcurrentLinkedQueue<>();
            String dataset = "vitrine-demo/"
                    + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now(ZoneId.systemDefault()));
            screen.say("platform " + platform.baseUrl());
            screen.say("dataset  " + dataset);
            return Mono.usingWhen(
                    Mono.fromSupplier(() -> LangfuseClient.builder()
                            .baseUrl(platform.baseUrl())
                            .publicKey(platform.publicKey())
                            .secretKey(platform.secretKey())
                            .onUpload((target, receipt) -> {
                                if (target instanceof MediaTarget.OfDatasetItem item) {
                                    uploads.add(new Upload(item.itemId(), receipt));
                                }
                            })
                            .build()),
                    client -> new Demo(client, uploads, screen, dataset, files, report).run(),
                    LangfuseClient::disposeLater);
        });
    }

    private Mono<Summary> run() {
        return pushAndPull().delayUntil(summary -> DemoExperiment.run(client, dataset, report, screen));
    }

    private Mono<Summary> pushAndPull() {
        return client.tracing()
                .observe(
                        ObservationSpec.chain("demo").input(Map.of("dataset", dataset, "files", files.size())),
                        observation -> Mono.fromCallable(this::localDigests)
                                .subscribeOn(Schedulers.boundedElastic())
                                .flatMap(local -> client.datasets()
                                        .create(dataset, spec -> spec.description("Media of the Vitrine demo"))
                                        .then(client.tracing().observe("push", push -> push()))
                                        // after the push: what it shows is on the platform already
                                        .then(DemoPicture.lookAtOneOf(files, client))
                                        .then(client.tracing().observe("pull", pull -> pull(local))))
                                .doOnNext(summary -> observation.update(update -> update.output(summary.toString())))
                                .delayUntil(
                                        summary -> client.tracing().traceUrl().doOnNext(this::sayTrace)));
    }

    private void sayTrace(String url) {
        screen.say("trace    " + url);
    }

    private Mono<Void> push() {
        screen.begin();
        return client.datasets()
                .createItems(Flux.range(0, files.size()).map(this::item), CONCURRENCY)
                .doOnNext(item -> screen.step("push", files.size(), item.id()))
                .then();
    }

    private NewDatasetItem item(int index) {
        Path file = files.get(index);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("caption", file.getFileName().toString());
        shown.put("media", Media.ofFile(file));
        List<Map<String, Object>> content = new ArrayList<>(List.of(shown));
        if (index == files.size() - 1 && index > 0) {
            content.add(Map.of("caption", "seen before", "media", Media.ofFile(files.get(0))));
        }
        NewDatasetItem.Builder item = NewDatasetItem.in(dataset)
                .id(itemId(index))
                .input(Map.of("question", "What is this?", "content", content))
                .expectedOutput(Map.of("file", file.getFileName().toString()));
        if (index == 0) {
            item.metadata(Map.of("cover", Media.ofFile(file)));
        }
        return item.build();
    }

    private Mono<Summary> pull(Map<MediaId, ContentDigest> local) {
        screen.begin();
        int expected = files.size() + 1 + (files.size() > 1 ? 1 : 0);
        return client.datasets()
                .items(dataset)
                .flatMapSequential(
                        item -> Flux.fromIterable(handles(item)).concatMap(handle -> verify(item, handle, local)),
                        CONCURRENCY,
                        1)
                .doOnNext(verified -> screen.step("pull", expected, verified.itemId()))
                .collectList()
                .map(all -> summarize(all, expected));
    }

    private static List<MediaHandle> handles(DatasetItem item) {
        List<MediaHandle> handles = new ArrayList<>(MediaHandle.in(item.input()));
        handles.addAll(MediaHandle.in(item.metadata()));
        return handles;
    }

    /** Hashes the bytes as they stream by, against those of the file that was sent. */
    private static Mono<Verified> verify(DatasetItem item, MediaHandle handle, Map<MediaId, ContentDigest> local) {
        return handle.content()
                .collect(ContentDigester::create, ContentDigester::update)
                .map(digester -> new Verified(
                        item.id(),
                        handle,
                        Optional.of(digester.digest()).equals(Optional.ofNullable(local.get(handle.id())))));
    }

    private Summary summarize(List<Verified> all, int expected) {
        Map<String, Upload> byItemAndMedia = new HashMap<>();
        uploads.forEach(
                upload -> byItemAndMedia.put(upload.itemId() + upload.receipt().id(), upload));
        List<DemoScreen.Row> rows = all.stream()
                .sorted(Comparator.comparing(Verified::itemId))
                .map(one -> {
                    Upload upload =
                            byItemAndMedia.remove(one.itemId() + one.handle().id());
                    return new DemoScreen.Row(
                            one.itemId(),
                            one.handle().contentType().value(),
                            one.handle().contentLength(),
                            upload == null ? "same item" : DemoScreen.Row.upload(upload.receipt()),
                            one.matches());
                })
                .toList();
        screen.table(rows);
        int uploaded =
                (int) uploads.stream().filter(u -> !u.receipt().deduplicated()).count();
        int verified = (int) all.stream().filter(Verified::matches).count();
        int items = (int) all.stream().map(Verified::itemId).distinct().count();
        long bytes = all.stream()
                .filter(Verified::matches)
                .mapToLong(one -> one.handle().contentLength())
                .sum();
        return new Summary(files.size(), items, uploaded, uploads.size() - uploaded, verified, expected, bytes);
    }

    private Map<MediaId, ContentDigest> localDigests() throws IOException {
        Map<MediaId, ContentDigest> digests = new ConcurrentHashMap<>();
        byte[] piece = new byte[256 * 1024];
        for (Path file : files) {
            ContentDigester digester = ContentDigester.create();
            try (InputStream in = Files.newInputStream(file)) {
                for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                    digester.update(ByteBuffer.wrap(piece, 0, n));
                }
            }
            ContentDigest digest = digester.digest();
            digests.put(MediaId.of(digest), digest);
        }
        return digests;
    }

    private String itemId(int index) {
        String stamp = dataset.substring(dataset.indexOf('/') + 1);
        return String.format("%s-%02d-%s", stamp, index + 1, files.get(index).getFileName());
    }
}
