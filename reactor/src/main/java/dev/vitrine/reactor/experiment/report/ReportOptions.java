package dev.vitrine.reactor.experiment.report;

/**
 * What a report holds at most.
 *
 * @param maxImages images in it; 0 for none
 * @param maxImageBytes bytes of one image; a larger one is named only
 * @param maxTotalImageBytes bytes of all images together, before Base64 makes them a third longer
 * @param maxValueCharacters characters of one input, output or comment; the rest is counted
 */
public record ReportOptions(int maxImages, int maxImageBytes, long maxTotalImageBytes, int maxValueCharacters) {
    public ReportOptions {
        requireAtLeast("maxImages", maxImages, 0);
        requireAtLeast("maxImageBytes", maxImageBytes, 1);
        requireAtLeast("maxTotalImageBytes", maxTotalImageBytes, 1);
        requireAtLeast("maxValueCharacters", maxValueCharacters, 100);
    }

    private static void requireAtLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be " + least + " or more, not " + value);
        }
    }

    /** Short-lived and mutable; handed to a lambda. */
    public static final class Builder {
        private int maxImages = 200;
        private int maxImageBytes = 1024 * 1024;
        private long maxTotalImageBytes = 32L * 1024 * 1024;
        private int maxValueCharacters = 20_000;

        /** 200 by default; 0 for a report without images. */
        public Builder maxImages(int images) {
            this.maxImages = images;
            return this;
        }

        /** 1 MiB by default. */
        public Builder maxImageBytes(int bytes) {
            this.maxImageBytes = bytes;
            return this;
        }

        /** 32 MiB by default. */
        public Builder maxTotalImageBytes(long bytes) {
            this.maxTotalImageBytes = bytes;
            return this;
        }

        /** 20,000 by default, at least 100. */
        public Builder maxValueCharacters(int characters) {
            this.maxValueCharacters = characters;
            return this;
        }

        public ReportOptions build() {
            return new ReportOptions(maxImages, maxImageBytes, maxTotalImageBytes, maxValueCharacters);
        }
    }
}
