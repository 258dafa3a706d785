package dev.vitrine.trace;

/**
 * How much of a stream is kept to be the output of its observation. What is beyond is counted, not kept, and the output
 * says so.
 *
 * @param maxItems elements, at least 1
 * @param maxCharacters characters of elements that are text, at least 1
 */
public record CaptureLimit(int maxItems, int maxCharacters) {
    public static final CaptureLimit DEFAULT = new CaptureLimit(1_000, 1_000_000);

    public CaptureLimit {
        if (maxItems < 1) {
            throw new IllegalArgumentException("maxItems must be at least 1, not " + maxItems);
        }
        if (maxCharacters < 1) {
            throw new IllegalArgumentException("maxCharacters must be at least 1, not " + maxCharacters);
        }
    }
}
