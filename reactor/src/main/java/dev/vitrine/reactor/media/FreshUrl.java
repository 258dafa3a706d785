package dev.vitrine.reactor.media;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A download URL that was asked for on its own. It is used until a minute before its end, or for half of its life where
 * that is shorter. One that has ended on arrival shows clocks that differ, and is used until the store refuses it.
 */
final class FreshUrl {
    private final String url;
    private final @Nullable Instant usableUntil;
    private volatile boolean refused;
    private volatile boolean worked;

    FreshUrl(String url, @Nullable Instant expiry, Instant obtained) {
        this.url = url;
        this.usableUntil = expiry == null || !expiry.isAfter(obtained) ? null : expiry.minus(margin(expiry, obtained));
    }

    private static Duration margin(Instant expiry, Instant obtained) {
        Duration half = Duration.between(obtained, expiry).dividedBy(2);
        return half.compareTo(MediaUrls.SKEW) < 0 ? half : MediaUrls.SKEW;
    }

    String url() {
        return url;
    }

    /** Says that the store took it. */
    void accept() {
        worked = true;
    }

    /** Whether the store took it before, so that a refusal shows its end. */
    boolean hasWorked() {
        return worked;
    }

    /** Says that the store did not take it. */
    void refuse() {
        refused = true;
    }

    boolean isOutdated(Instant now) {
        Instant until = usableUntil;
        return refused || (until != null && !now.isBefore(until));
    }
}
