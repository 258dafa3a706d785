package dev.vitrine.evaluation;

import dev.vitrine.json.JsonException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** The timestamps of tokens, which other clients write with an offset, with {@code Z} or with neither. */
final class TokenTime {
    private TokenTime() {}

    /** Null for the empty text. Without an offset it is UTC. */
    static @Nullable Instant parse(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            TemporalAccessor parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime offset
                    ? offset.toInstant()
                    : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new JsonException("A timestamp of the resume token is not an ISO time", e);
        }
    }
}
