package dev.vitrine.reactor.trace;

import dev.vitrine.media.WalkLimits;
import dev.vitrine.reactor.transfer.BackgroundUploads;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What tracing has of its client for media.
 *
 * @param uploads makes the queue when tracing is first used; null where uploads are off: media stay in the data then
 * @param deadline how long an ended observation waits for its media to be read
 * @param limits how far media are looked for
 */
public record TraceMediaHost(@Nullable Supplier<BackgroundUploads> uploads, Duration deadline, WalkLimits limits) {
    /** Nothing is looked for and nothing uploaded. */
    public static final TraceMediaHost OFF = of(null, TraceMediaOptions.create());

    public TraceMediaHost {
        Options.requirePositive(deadline, "deadline");
        Objects.requireNonNull(limits, "limits");
    }

    /** With what the options say now. */
    public static TraceMediaHost of(@Nullable Supplier<BackgroundUploads> uploads, TraceMediaOptions options) {
        return new TraceMediaHost(uploads, options.deadline(), options.limits());
    }
}
