package dev.vitrine.benchmarks.contest;

/**
 * How much each workload is.
 *
 * @param media media of W1
 * @param mediaBytes the length of each
 * @param files files of W2
 * @param fileBytes the length of each
 * @param largeBytes the length of W3's file
 * @param pages pages of 50 items of W4
 * @param nodes values in the tree of W5
 * @param observations observations of W8
 */
public record Sizes(
        int media, int mediaBytes, int files, int fileBytes, long largeBytes, int pages, int nodes, int observations) {
    private static final int MIB = 1024 * 1024;

    /** 1 MiB short of 2 GiB, so that clients whose lengths are 32-bit can take part. */
    public static final Sizes FULL =
            new Sizes(2000, 16 * 1024, 64, 8 * MIB, 2048L * MIB - MIB, 400, 100_000, 1_000_000);

    /** Every number of things times {@code factor}, at least a few. The media's own length stays, the large file's does not. */
    public Sizes scaled(double factor) {
        if (!(factor > 0 && factor <= 1)) {
            throw new IllegalArgumentException("scale must be above 0 and at most 1, not " + factor);
        }
        return new Sizes(
                most(8, media * factor),
                mediaBytes,
                most(4, files * factor),
                fileBytes,
                Math.max(MIB, (long) (largeBytes * factor)),
                most(3, pages * factor),
                most(2000, nodes * factor),
                most(2000, observations * factor));
    }

    private static int most(int least, double scaled) {
        return (int) Math.max(least, Math.round(scaled));
    }

    String line() {
        return media + " " + mediaBytes + " " + files + " " + fileBytes + " " + largeBytes + " " + pages + " " + nodes
                + " " + observations;
    }

    static Sizes parse(String line) {
        String[] part = line.split(" ", -1);
        return new Sizes(
                Integer.parseInt(part[0]),
                Integer.parseInt(part[1]),
                Integer.parseInt(part[2]),
                Integer.parseInt(part[3]),
                Long.parseLong(part[4]),
                Integer.parseInt(part[5]),
                Integer.parseInt(part[6]),
                Integer.parseInt(part[7]));
    }
}
