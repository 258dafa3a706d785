package dev.vitrine.examples;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.EvaluationInput;
import dev.vitrine.experiment.ExperimentItem;
import dev.vitrine.experiment.ExperimentItemResult;
import dev.vitrine.experiment.ExperimentResult;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.experiment.Experiment;
import dev.vitrine.reactor.experiment.report.ExperimentReport;
import dev.vitrine.reactor.media.MediaHandle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** An experiment over the demo's dataset: the task measures the picture of each item, and evaluators judge its size. */
final class DemoExperiment {
    private static final long LARGEST_PICTURE = 16L * 1024 * 1024;

    private DemoExperiment() {}

    /** What the task makes of a picture. */
    record Size(int width, int height) {}

    /** Runs it, says what came of it, and writes the report. */
    static Mono<ExperimentResult> run(LangfuseClient client, String dataset, Path report, DemoScreen screen) {
        Experiment experiment = Experiment.named("picture sizes")
                .on(dataset)
                .description("How large are the pictures?")
                .task(DemoExperiment::measure)
                .evaluator("is a picture", in -> Mono.just(Evaluation.bool("is a picture", size(in) != null)))
                .evaluator("megapixels", in -> Mono.just(megapixels(size(in))))
                .evaluator("orientation", in -> Mono.justOrEmpty(orientation(size(in))))
                .runEvaluator("share of pictures", results -> Mono.just(shareOfPictures(results)))
                .maxConcurrency(4);
        return client.experiments().run(experiment).delayUntil(result -> {
            screen.say(result.toString());
            return ExperimentReport.of(result)
                    .writeTo(report)
                    .doOnNext(file ->
                            screen.say("report   " + file.toAbsolutePath().toUri()));
        });
    }

    /** Empty where the item has no picture. */
    private static Mono<Size> measure(ExperimentItem item) {
        return Mono.justOrEmpty(MediaHandle.in(item.inputJson()).stream()
                        .filter(DemoExperiment::isPicture)
                        .findFirst())
                .flatMap(MediaHandle::bytes)
                .flatMap(bytes -> Mono.fromCallable(() -> sizeOf(bytes)).subscribeOn(Schedulers.boundedElastic()));
    }

    private static boolean isPicture(MediaHandle handle) {
        return handle.contentType().value().startsWith("image/") && handle.contentLength() <= LARGEST_PICTURE;
    }

    private static @Nullable Size sizeOf(byte[] bytes) throws IOException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(bytes));
        return picture == null ? null : new Size(picture.getWidth(), picture.getHeight());
    }

    private static @Nullable Size size(EvaluationInput input) {
        return (Size) input.output();
    }

    private static Evaluation megapixels(@Nullable Size size) {
        return size == null
                ? Evaluation.skipped("megapixels", "no picture")
                : Evaluation.numeric("megapixels", size.width() * size.height() / 1e6);
    }

    private static @Nullable Evaluation orientation(@Nullable Size size) {
        return size == null
                ? null
                : Evaluation.categorical("orientation", size.width() >= size.height() ? "landscape" : "portrait");
    }

    private static Evaluation shareOfPictures(List<ExperimentItemResult> results) {
        long pictures = results.stream()
                .map(ExperimentItemResult::output)
                .filter(Objects::nonNull)
                .count();
        return Evaluation.numeric("share of pictures", results.isEmpty() ? 0 : (double) pictures / results.size())
                .comment(pictures + " of " + results.size() + " items");
    }
}
