package dev.vitrine.embedded.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsoTests {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            nullValues = "none",
            value = {
                "2026-11-21T12:00:00Z, 2026-11-21T12:00:00.000Z",
                "2026-11-21T13:00:00.1234567+01:00, 2026-11-21T12:00:00.123Z",
                "2026-11-21, 2026-11-21T00:00:00.000Z",
                "yesterday, none",
                "2026-13-01T00:00:00Z, none"
            })
    void parse_thenText_isMillisecondsInUtc(String text, @Nullable String expected) {
        Instant instant = Iso.parse(text);
        assertThat(instant == null ? null : Iso.text(instant)).isEqualTo(expected);
    }
}
