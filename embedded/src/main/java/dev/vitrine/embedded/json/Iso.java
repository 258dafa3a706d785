package dev.vitrine.embedded.json;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Points in time: written with milliseconds and {@code Z}, read with any offset and any fraction. */
public final class Iso {
    private static final DateTimeFormatter OUT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private Iso() {}

    public static String text(Instant instant) {
        return OUT.format(instant);
    }

    public static String text(long epochMillis) {
        return text(Instant.ofEpochMilli(epochMillis));
    }

    /** The instant, or null if the text is no date. */
    public static @Nullable Instant parse(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException noOffsetDateTime) {
            return parseDate(text);
        }
    }

    private static @Nullable Instant parseDate(String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException noDate) {
            return null;
        }
    }
}
