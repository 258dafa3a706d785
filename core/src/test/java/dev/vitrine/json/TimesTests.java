package dev.vitrine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTests {
    private static final DateTimeFormatter PLATFORM = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Test
    void parse_everyDayOfFourCenturies_isTheFormattedInstant() {
        LocalDate end = LocalDate.of(2100, 1, 1);
        for (LocalDate day = LocalDate.of(1700, 1, 1); day.isBefore(end); day = day.plusDays(1)) {
            Instant time = day.atTime(23, 59, 58, 7_000_000).toInstant(ZoneOffset.UTC);
            assertThat(Times.parse(PLATFORM.format(time))).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20T13:00:00.000Z",
                "0000-02-29T00:00:00.001Z",
                "9999-12-31T23:59:59.999Z",
                "2026-11-20T13:00:00Z",
                "2026-11-20T13:00Z",
                "2026-11-20T13:00:00.000z",
                "2026-11-20t13:00:00.000Z",
                "2026-11-20T13:00:00.000001Z",
                "2026-11-20T13:00:00.12345678Z",
                "2026-11-20T13:00:00.000+02:00",
                "2026-11-20T13:00:00.0+02:00",
                "2026-11-20T13:00:00-02:00",
                "+12026-11-20T13:00:00.00Z",
                "-0001-11-20T13:00:00.00Z",
            })
    void parse_anyForm_isWhatTheJdkReads(String text) {
        assertThat(Times.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "2026-11-20T13:00:00.000",
                "2026-11-20 13:00:00.000Z",
                "2026-02-29T13:00:00.000Z",
                "2026-04-31T13:00:00.000Z",
                "2026-00-10T13:00:00.000Z",
                "2026-13-10T13:00:00.000Z",
                "2026-11-00T13:00:00.000Z",
                "2026-11-20T24:00:00.000Z",
                "2026-11-20T13:60:00.000Z",
                "2026-11-20T13:00:60.000Z",
                "2026-11-20T13:00:00,000Z",
                "2026-11-20T13:00:00.0 0Z",
                "２０２６-11-20T13:00:00.000Z",
            })
    void parse_none_isRefusedAsTheJdkDoes(String text) {
        assertThatThrownBy(() -> OffsetDateTime.parse(text)).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> Times.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
