package dev.vitrine.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** Times as the platform writes them. */
public final class Times {
    private static final int LENGTH = 24;
    private static final String FORM = "0000-00-00T00:00:00.000Z";

    private Times() {}

    /**
     * Reads a time of ISO 8601 with an offset: {@code 2026-11-20T13:00:00.000Z} as the platform writes it, without a
     * formatter; any other form as {@link OffsetDateTime#parse(CharSequence)} does.
     *
     * @throws DateTimeException if it is none
     */
    public static Instant parse(String text) {
        Instant plain = plain(text);
        return plain == null ? OffsetDateTime.parse(text).toInstant() : plain;
    }

    /** Null for any other form, and for what only a formatter judges: hours beyond 23 among others. */
    private static @Nullable Instant plain(String text) {
        if (text.length() != LENGTH) {
            return null;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            char form = FORM.charAt(i);
            if (form == '0' ? c < '0' || c > '9' : c != form) {
                return null;
            }
        }
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (month < 1 || month > 12 || day < 1 || day > 28 && !isDay(text, month, day)) {
            return null;
        }
        if (hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        long days = LocalDate.of(number(text, 0, 4), month, day).toEpochDay();
        return Instant.ofEpochSecond(
                days * 86_400 + hour * 3_600L + minute * 60L + second, number(text, 20, 23) * 1_000_000L);
    }

    private static boolean isDay(String text, int month, int day) {
        return day <= YearMonth.of(number(text, 0, 4), month).lengthOfMonth();
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
