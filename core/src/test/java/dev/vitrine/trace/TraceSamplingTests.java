package dev.vitrine.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceSamplingTests {

    @ParameterizedTest(name = "low half {0} at {1}: {2}")
    @CsvSource({
        // at one half the bound is 2^63: its own value is out, the one below it in
        "7fffffffffffffff, 0.5, true",
        "8000000000000000, 0.5, false",
        "ffffffffffffffff, 0.5, false",
        "0000000000000000, 0.5, true",
        "0000000000000000, 0.0, false",
        "ffffffffffffffff, 1.0, true",
        "3fffffffffffffff, 0.25, true",
        "4000000000000000, 0.25, false",
        "bfffffffffffffff, 0.75, true",
        "c000000000000000, 0.75, false"
    })
    void keeps_comparesTheLowHalfUnsigned(String low, double rate, boolean kept) {
        assertThat(TraceSampling.of(rate).keeps("1111111111111111" + low)).isEqualTo(kept);
        assertThat(TraceSampling.of(rate).keeps("ffffffffffffffff" + low)).isEqualTo(kept);
    }

    @Test
    void keeps_oneTenth_keepsTheSameAsTheOtherClients() {
        // round(0.1 * 2^64) = 1844674407370955264 = 0x1999999999999a00
        TraceSampling sampling = TraceSampling.of(0.1);
        assertThat(sampling.keeps("0000000000000001" + "19999999999999ff")).isTrue();
        assertThat(sampling.keeps("0000000000000001" + "1999999999999a00")).isFalse();
    }

    @Test
    void keeps_manyTraces_keepsAboutTheRate() {
        TraceSampling sampling = TraceSampling.of(0.5);
        long kept = IntStream.range(0, 10_000)
                .filter(i -> sampling.keeps(TraceIds.fromSeed("trace-" + i)))
                .count();
        assertThat(kept).isBetween(4_800L, 5_200L);
    }

    @Test
    void keeps_legacyId_always() {
        assertThat(TraceSampling.of(0).keeps("my-own-trace")).isTrue();
    }

    @ParameterizedTest(name = "'{0}'")
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
    void of_outOfRange_isRefused(double rate) {
        assertThatThrownBy(() -> TraceSampling.of(rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sampleRate");
    }
}
