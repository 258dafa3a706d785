package dev.vitrine.reactor.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FreshUrlTests {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void isOutdated_longLife_endsAMinuteEarly() {
        FreshUrl url = new FreshUrl("https://store/x", NOW.plusSeconds(3600), NOW);

        assertThat(url.isOutdated(NOW.plusSeconds(3539))).isFalse();
        assertThat(url.isOutdated(NOW.plusSeconds(3540))).isTrue();
    }

    @Test
    void isOutdated_shortLife_endsAtHalf() {
        FreshUrl url = new FreshUrl("https://store/x", NOW.plusSeconds(10), NOW);

        assertThat(url.isOutdated(NOW.plusSeconds(4))).isFalse();
        assertThat(url.isOutdated(NOW.plusSeconds(5))).isTrue();
    }

    @Test
    void isOutdated_clocksDiffer_isUsedUntilRefused() {
        FreshUrl url = new FreshUrl("https://store/x", NOW.minusSeconds(7200), NOW);

        assertThat(url.isOutdated(NOW.plusSeconds(100))).isFalse();
        url.refuse();
        assertThat(url.isOutdated(NOW)).isTrue();
    }

    @Test
    void isOutdated_noExpiry_isUsedUntilRefused() {
        FreshUrl url = new FreshUrl("https://store/x", null, NOW);

        assertThat(url.isOutdated(NOW.plusSeconds(1_000_000))).isFalse();
    }
}
