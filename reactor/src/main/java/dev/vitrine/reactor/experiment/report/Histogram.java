package dev.vitrine.reactor.experiment.report;

/**
 * Numbers in bins of one width.
 *
 * @param low where the first bin begins
 * @param high where the last bin ends, inclusive
 * @param counts per bin
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Histogram(double low, double high, int[] counts) {
    private static final int SHARE_BINS = 10;
    private static final int MOST_BINS = 12;

    static Histogram of(ScoreSeries series) {
        double low = series.low();
        double high = series.high();
        if (low == high) {
            return new Histogram(low, high, new int[] {series.numbers().length});
        }
        boolean share = low == 0 && high == 1;
        int bins = share ? SHARE_BINS : bins(series, high - low);
        int[] counts = new int[bins];
        for (double number : series.numbers()) {
            // half before the subtraction, so that a range of both extremes does not overflow
            double place = (number / 2 - low / 2) / (high / 2 - low / 2);
            counts[Math.min(bins - 1, (int) (place * bins + 1e-9))]++;
        }
        return new Histogram(low, high, counts);
    }

    /** A bin for each of a few whole numbers, else about the root of their count. */
    private static int bins(ScoreSeries series, double range) {
        if (series.whole() && range < MOST_BINS) {
            return (int) range + 1;
        }
        return Math.max(4, Math.min(MOST_BINS, (int) Math.ceil(Math.sqrt(series.numbers().length)) + 1));
    }

    int highest() {
        int highest = 0;
        for (int count : counts) {
            highest = Math.max(highest, count);
        }
        return highest;
    }
}
