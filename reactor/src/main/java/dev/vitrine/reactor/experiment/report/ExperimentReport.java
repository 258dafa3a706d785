package dev.vitrine.reactor.experiment.report;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.experiment.ExperimentResult;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A finished run as one HTML file: a summary, the distribution of each evaluation, and a table of all items with their
 * images, what was expected beside what came out, the scores with their comments, and links to the traces.
 *
 * <pre>{@code
 * client.experiments().run(experiment).flatMap(result -> ExperimentReport.of(result).writeTo(Path.of("report.html")))
 * }</pre>
 *
 * <p>The file needs nothing but itself: it asks no server for anything, and a policy in it forbids it to. What stands in
 * it from the run is text, never markup. Of the media only PNG, JPEG, GIF and WebP images are put in, within the limits
 * of {@link ReportOptions}; their bytes decide what they are. Everything else, and an image that cannot be had, is named.
 *
 * <p>The same result and images give the same bytes. Nothing is read or fetched before one of the publishers is
 * subscribed to, and each subscription does it anew; local media that can be read only once are not read.
 */
@CheckReturnValue
public interface ExperimentReport {

    static ExperimentReport of(ExperimentResult result) {
        return of(result, options -> {});
    }

    static ExperimentReport of(ExperimentResult result, Consumer<ReportOptions.Builder> options) {
        Objects.requireNonNull(result, "result");
        ReportOptions.Builder builder = new ReportOptions.Builder();
        Objects.requireNonNull(options, "options").accept(builder);
        return new DefaultExperimentReport(result, builder.build());
    }

    /**
     * The document in UTF-8, a piece for its head and one for each item, made as they are asked for on the bounded elastic
     * scheduler. The images of at most four items are on their way at a time. Never fails because of an image; cancelling
     * stops what is being fetched.
     */
    Flux<ByteBuffer> content();

    /**
     * Writes the document to a new or existing file and emits its path. The bytes go to a new file beside it, off the event
     * loop, and take its place in one step at the end. On error and cancel the new file is deleted and the file is as it
     * was. Signals the {@code IOException} of a file that cannot be written.
     */
    Mono<Path> writeTo(Path file);
}
