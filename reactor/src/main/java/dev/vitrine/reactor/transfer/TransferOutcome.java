package dev.vitrine.reactor.transfer;

import java.time.Duration;
import java.time.Instant;

/**
 * How a transfer ended, to be confirmed to the platform.
 *
 * @param status the store's HTTP status; 0 where it gave none
 * @param error an excerpt of what the store or the connection said, empty on success
 */
public record TransferOutcome(int status, String error, Instant finishedAt, Duration took) {
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
