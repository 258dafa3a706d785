package dev.vitrine.reactor.experiment.report;

import dev.vitrine.experiment.ExperimentItemOutcome;
import dev.vitrine.experiment.ExperimentResult;
import dev.vitrine.reactor.transfer.FileWrite;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Fetches the images of a few items ahead and writes the document in the order of the data. */
record DefaultExperimentReport(ExperimentResult result, ReportOptions options) implements ExperimentReport {
    private static final int ITEMS_AHEAD = 4;

    @Override
    public Flux<ByteBuffer> content() {
        return Flux.defer(this::pieces).checkpoint("Report of an experiment [DefaultExperimentReport]");
    }

    @Override
    public Mono<Path> writeTo(Path file) {
        Objects.requireNonNull(file, "file");
        return Mono.defer(() -> FileWrite.atomically(pieces(), file))
                .checkpoint("Writing the report of an experiment [DefaultExperimentReport]");
    }

    private Flux<ByteBuffer> pieces() {
        ImageBudget budget = new ImageBudget(options);
        ItemImages images = new ItemImages(options, budget);
        return Flux.concat(
                        piece(() -> new Page(result).head()),
                        Flux.defer(() -> rows(images, budget)),
                        piece(() -> new Page(result).foot(budget)))
                .map(text -> ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Flux<String> rows(ItemImages images, ImageBudget budget) {
        ItemRow row = new ItemRow(result, options, budget);
        return Flux.fromIterable(Outcomes.inOrder(result))
                .flatMapSequential(outcome -> pictured(outcome, images), ITEMS_AHEAD, 1)
                .publishOn(Schedulers.boundedElastic(), 1)
                .map(row::html);
    }

    private static Mono<PicturedItem> pictured(ExperimentItemOutcome outcome, ItemImages images) {
        return Mono.defer(() -> images.of(outcome)).subscribeOn(Schedulers.boundedElastic());
    }

    private static Mono<String> piece(Supplier<String> text) {
        return Mono.fromSupplier(text).subscribeOn(Schedulers.boundedElastic());
    }
}
