package dev.vitrine.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which strings of a JSON text stand for media: by their number among the text's string values, ascending. */
final class MediaMarks {
    static final MediaMarks NONE = new MediaMarks(new int[0], List.of());
    private final int[] strings;
    private final List<Object> media;

    MediaMarks(int[] strings, List<Object> media) {
        this.strings = strings;
        this.media = media;
    }

    int size() {
        return strings.length;
    }

    int string(int index) {
        return strings[index];
    }

    Object media(int index) {
        return media.get(index);
    }

    /** The marks of the strings from one number up to another, counted anew. */
    MediaMarks slice(int from, int to) {
        int first = lowest(from);
        int end = lowest(to);
        if (first == end) {
            return NONE;
        }
        int[] shifted = Arrays.copyOfRange(strings, first, end);
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] -= from;
        }
        return new MediaMarks(shifted, List.copyOf(media.subList(first, end)));
    }

    private int lowest(int string) {
        int found = Arrays.binarySearch(strings, string);
        return found < 0 ? -found - 1 : found;
    }

    /** Collects marks while JSON is written. */
    static final class Recorder {
        private @Nullable List<Object> media;
        private int[] strings = new int[0];
        private boolean givenUp;

        void add(int string, Object value) {
            if (givenUp) {
                throw new JsonException(
                        "media behind raw JSON cannot be kept apart: write the raw part as a JsonValue");
            }
            if (media == null) {
                media = new ArrayList<>();
                strings = new int[4];
            }
            if (media.size() == strings.length) {
                strings = Arrays.copyOf(strings, strings.length * 2);
            }
            strings[media.size()] = string;
            media.add(value);
        }

        void giveUp() {
            givenUp = true;
        }

        MediaMarks marks() {
            return media == null ? NONE : new MediaMarks(Arrays.copyOf(strings, media.size()), List.copyOf(media));
        }

        void restart() {
            media = null;
            givenUp = false;
        }
    }
}
