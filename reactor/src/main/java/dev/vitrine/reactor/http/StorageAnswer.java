package dev.vitrine.reactor.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * @param excerpt the start of the body as text, without the content that was sent
 * @param retryAfter the wait that the store asks for; null where it does not
 */
public record StorageAnswer(
        int status, String excerpt, @Nullable Duration retryAfter) {
    public StorageAnswer(int status, String excerpt) {
        this(status, excerpt, null);
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
