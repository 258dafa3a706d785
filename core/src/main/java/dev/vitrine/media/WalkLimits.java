package dev.vitrine.media;

/**
 * How far a walk through data goes before it ends with a {@link MediaTreeException}. Nothing is ever left out silently.
 *
 * @param maxDepth containers inside one another, 1 to 1000
 * @param maxNodes values visited in all, at least 1
 */
public record WalkLimits(int maxDepth, long maxNodes) {
    private static final int DEEPEST = 1000; // what Jackson reads and writes

    public static final WalkLimits DEFAULT = new WalkLimits(256, 10_000_000);

    public WalkLimits {
        if (maxDepth < 1 || maxDepth > DEEPEST) {
            throw new IllegalArgumentException("maxDepth must be 1 to " + DEEPEST + ", not " + maxDepth);
        }
        if (maxNodes < 1) {
            throw new IllegalArgumentException("maxNodes must be at least 1, not " + maxNodes);
        }
    }
}
