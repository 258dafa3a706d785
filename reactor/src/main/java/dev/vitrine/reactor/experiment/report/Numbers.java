package dev.vitrine.reactor.experiment.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers for people, the same in every locale. */
final class Numbers {
    private static final double MOST_WITHOUT_EXPONENT = 1e12;
    private static final long KILO = 1024;

    private Numbers() {}

    /** With three decimals, or without any for a whole number. */
    static String text(double number) {
        return number == Math.rint(number) ? whole(number) : decimals(number);
    }

    static String decimals(double number) {
        if (!Double.isFinite(number) || Math.abs(number) >= MOST_WITHOUT_EXPONENT) {
            return Double.toString(number);
        }
        String text = new BigDecimal(number).setScale(3, RoundingMode.HALF_EVEN).toPlainString();
        return new BigDecimal(text).signum() == 0 && number != 0 ? Double.toString(number) : text;
    }

    private static String whole(double number) {
        return Double.isFinite(number) && Math.abs(number) < MOST_WITHOUT_EXPONENT
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /** For coordinates: at most two decimals. */
    static String coordinate(double number) {
        return new BigDecimal(number)
                .setScale(2, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    static String percent(long part, long whole) {
        return whole == 0 ? "0 %" : Math.round(100.0 * part / whole) + " %";
    }

    static String bytes(long count) {
        if (count < KILO) {
            return count + " B";
        }
        return count < KILO * KILO ? count / KILO + " KiB" : tenths(count, KILO * KILO) + " MiB";
    }

    private static String tenths(long count, long unit) {
        return new BigDecimal((double) count / unit)
                .setScale(1, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
