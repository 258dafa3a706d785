package dev.vitrine.reactor.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Retry-After} header: seconds, or an HTTP date. */
final class RetryAfter {
    private RetryAfter() {}

    /** The wait that the header asks for, or null where it is absent or says nothing. */
    static @Nullable Duration parse(@Nullable String header, Instant now) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String text = header.strip();
        try {
            if (Character.isDigit(text.charAt(0))) {
                return Duration.ofMillis((long) Math.min(Double.parseDouble(text) * 1000, Integer.MAX_VALUE));
            }
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }
}
