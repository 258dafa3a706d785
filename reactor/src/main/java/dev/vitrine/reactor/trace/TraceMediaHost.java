package dev.vitrine.reactor.trace;

import dev.vitrine.reactor.transfer.BackgroundUploads;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What tracing has of its client for media.
 *
 * @param uploads makes the queue when tracing is first used; null where uploads are off: media stay in the data then
 */
public record TraceMediaHost(@Nullable Supplier<BackgroundUploads> uploads, TraceMediaOptions options) {
    /** Nothing is looked for and nothing uploaded. */
    public static final TraceMediaHost OFF = new TraceMediaHost(null, TraceMediaOptions.create());

    public TraceMediaHost {
        Objects.requireNonNull(options, "options");
    }
}
