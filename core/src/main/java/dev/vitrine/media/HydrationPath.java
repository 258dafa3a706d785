package dev.vitrine.media;

/**
 * A path in the dialect of the server's {@code mediaReferences}: {@code $}, then {@code ['key']} without any escaping or
 * {@code [digits]}. What this dialect leaves ambiguous is settled by the value that is expected at the path.
 */
public final class HydrationPath {
    private final String text;

    private HydrationPath(String text) {
        this.text = text;
    }

    public static HydrationPath parse(String text) {
        return new HydrationPath(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
