package dev.vitrine.trace;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Which traces are kept. A pure function of the trace id, the same in every client of the platform, so that all services
 * keep the same traces: kept when the id's low 64 bits, unsigned, are below {@code round(rate × 2^64)}.
 */
public final class TraceSampling {
    private static final BigDecimal RANGE = new BigDecimal(BigInteger.ONE.shiftLeft(Long.SIZE));
    private static final TraceSampling ALL = new TraceSampling(1.0, 0);
    private static final int LOW_HALF = 16;

    private final double rate;
    private final long bound;

    private TraceSampling(double rate, long bound) {
        this.rate = rate;
        this.bound = bound;
    }

    public static TraceSampling all() {
        return ALL;
    }

    /**
     * @param rate 0.0 keeps nothing, 1.0 everything
     * @throws IllegalArgumentException if the rate is not between 0 and 1
     */
    public static TraceSampling of(double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("sampleRate must be 0.0 to 1.0, not " + rate);
        }
        if (rate == 1) {
            return ALL;
        }
        BigInteger bound = new BigDecimal(rate)
                .multiply(RANGE)
                .setScale(0, RoundingMode.HALF_EVEN)
                .toBigInteger();
        // The largest double below 1 still leaves the product below 2^64
        return new TraceSampling(rate, bound.longValue());
    }

    public double rate() {
        return rate;
    }

    /**
     * Whether the trace is kept. An id that is no trace id of ours (legacy ids of other forms) is always kept.
     *
     * @param traceId 32 lower-case hexadecimal digits
     */
    public boolean keeps(String traceId) {
        if (rate == 1 || !TraceIds.isValid(traceId)) {
            return true;
        }
        long low = Long.parseUnsignedLong(traceId, LOW_HALF, traceId.length(), LOW_HALF);
        return Long.compareUnsigned(low, bound) < 0;
    }

    @Override
    public String toString() {
        return "TraceSampling[" + rate + "]";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TraceSampling that && Double.compare(rate, that.rate) == 0;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(rate);
    }
}
