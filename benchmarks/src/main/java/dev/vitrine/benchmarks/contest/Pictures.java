package dev.vitrine.benchmarks.contest;

/** The media of W1, made once in a process. */
public final class Pictures {
    private static byte[][] made = {};

    private Pictures() {}

    /** Before the first pass, on one thread; afterwards only read. */
    public static byte[][] of(Scene scene) {
        if (made.length == 0) {
            made = Corpus.pictures(scene.sizes().media(), scene.sizes().mediaBytes());
        }
        return made;
    }
}
