package dev.vitrine.reactor.experiment.report;

/**
 * Counts the images of one document. Only the stage that writes takes from it, in the order of the data, so that the
 * same images are taken each time; those that fetch look whether anything is left.
 */
final class ImageBudget {
    private final int maxImages;
    private final long maxBytes;
    private int images;
    private long bytes;
    private int missing;
    private volatile boolean spent;

    ImageBudget(ReportOptions options) {
        this.maxImages = options.maxImages();
        this.maxBytes = options.maxTotalImageBytes();
        this.spent = maxImages == 0;
    }

    boolean spent() {
        return spent;
    }

    /** Whether this image may be put in. Once one may not, none may. */
    boolean take(int length) {
        if (!spent && (images == maxImages || bytes + length > maxBytes)) {
            spent = true;
        }
        if (spent) {
            return false;
        }
        images++;
        bytes += length;
        return true;
    }

    /** Another image that is named only. */
    void leaveOut() {
        missing++;
    }

    int images() {
        return images;
    }

    int missing() {
        return missing;
    }
}
