package dev.vitrine.reactor.media;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import reactor.core.scheduler.Scheduler;

/**
 * How a client treats media.
 *
 * @param uploadEnabled whether media may be uploaded at all
 * @param maxBytesInMemory the most content that one call holds as a whole, such as {@link MediaHandle#bytes()}
 * @param downloadTimeout the longest wait for the next bytes of a download
 * @param uploadListener told of each upload
 * @param clock tells whether a URL has expired
 * @param timer runs timeouts
 */
public record MediaSettings(
        boolean uploadEnabled,
        int maxBytesInMemory,
        Duration downloadTimeout,
        UploadListener uploadListener,
        Clock clock,
        Scheduler timer) {
    public MediaSettings {
        Objects.requireNonNull(downloadTimeout, "downloadTimeout");
        Objects.requireNonNull(uploadListener, "uploadListener");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(timer, "timer");
        if (maxBytesInMemory < 1) {
            throw new IllegalArgumentException("maxBytesInMemory must be at least 1, not " + maxBytesInMemory);
        }
    }
}
