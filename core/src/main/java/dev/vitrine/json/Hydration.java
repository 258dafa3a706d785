package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import dev.vitrine.media.HydrationPath;
import dev.vitrine.media.ReferencedMedia;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the strings that replacements mean. The other way round than one would walk a path: each string that equals an
 * expected one says what the server calls its place, so nothing ambiguous is ever parsed, and no value that differs
 * from the expected string can be touched.
 */
final class Hydration {
    private static final Logger log = LoggerFactory.getLogger(JsonValue.class);
    private static final int LONGEST_LOGGED = 200;
    private final List<JsonValue.Replacement> replacements;
    private final List<Place> places;
    private final boolean[] done;

    private Hydration(List<JsonValue.Replacement> replacements, List<Place> places) {
        this.replacements = replacements;
        this.places = places;
        this.done = new boolean[replacements.size()];
    }

    /** A string that some replacement expects. */
    static final class Place {
        final int string;
        final String text;
        final List<Object> location;

        @Nullable
        ReferencedMedia media;

        Place(int string, String text, List<Object> location) {
            this.string = string;
            this.text = text;
            this.location = location;
        }
    }

    /** Reads the value once. */
    static Hydration of(JsonValue value, List<JsonValue.Replacement> replacements) throws IOException {
        Hydration hydration = new Hydration(replacements, places(value, replacements));
        hydration.byServerPath();
        hydration.byJsonPath(value);
        return hydration;
    }

    private static List<Place> places(JsonValue value, List<JsonValue.Replacement> replacements) throws IOException {
        ExpectedTexts expected = new ExpectedTexts(replacements);
        List<Place> plain = value.places(expected);
        return plain == null ? parsedPlaces(value, expected) : plain;
    }

    private static List<Place> parsedPlaces(JsonValue value, ExpectedTexts expected) throws IOException {
        List<Place> places = new ArrayList<>();
        try (JsonParser in = value.rawParser()) {
            int strings = 0;
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    String text = expected.find(in.getText());
                    if (text != null) {
                        places.add(new Place(strings, text, location(in.getParsingContext())));
                    }
                    strings++;
                }
            }
        }
        return places;
    }

    private static List<Object> location(@Nullable JsonStreamContext context) {
        ArrayDeque<Object> location = new ArrayDeque<>();
        for (JsonStreamContext c = context; c != null && !c.inRoot(); c = c.getParent()) {
            location.addFirst(c.inArray() ? (Object) c.getCurrentIndex() : c.getCurrentName());
        }
        return List.copyOf(location);
    }

    private record Key(String path, String text) {
        static Key of(JsonValue.Replacement replacement) {
            return new Key(replacement.path().toString(), replacement.expected());
        }

        // Those of a record are spun at run time, which takes longer than the first page
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && path.equals(that.path) && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return 31 * path.hashCode() + text.hashCode();
        }
    }

    private void byServerPath() {
        Map<Key, Integer> wanted = new HashMap<>();
        for (int i = 0; i < replacements.size(); i++) {
            wanted.putIfAbsent(Key.of(replacements.get(i)), i);
        }
        for (Place place : places) {
            Integer found = wanted.get(new Key(HydrationPath.of(place.location).toString(), place.text));
            if (found != null) {
                place.media = replacements.get(found).media();
                done[found] = true;
            }
        }
        for (int i = 0; i < done.length; i++) { // said twice
            done[i] |= done[wanted.getOrDefault(Key.of(replacements.get(i)), i)];
        }
    }

    /** What is not in the server's dialect. */
    private void byJsonPath(JsonValue value) throws IOException {
        JsonPaths.@Nullable Located located = null;
        for (int i = 0; i < done.length; i++) {
            JsonValue.Replacement replacement = replacements.get(i);
            boolean rooted = replacement.path().toString().startsWith("$");
            if (done[i] || !rooted || !hasOpenPlace(replacement.expected())) {
                continue;
            }
            if (located == null) {
                located = JsonPaths.locateIn(value);
            }
            @Nullable String found = located.path(replacement.path().toString());
            for (Place place : places) {
                if (found != null
                        && place.media == null
                        && place.text.equals(replacement.expected())
                        && JsonPaths.render(place.location).equals(found)) {
                    place.media = replacement.media();
                    done[i] = true;
                }
            }
        }
    }

    private boolean hasOpenPlace(String expected) {
        for (Place place : places) {
            if (place.media == null && place.text.equals(expected)) {
                return true;
            }
        }
        return false;
    }

    MediaMarks marks() {
        List<Object> media = new ArrayList<>();
        int[] strings = new int[places.size()];
        for (Place place : places) {
            if (place.media != null) {
                strings[media.size()] = place.string;
                media.add(place.media);
            }
        }
        return media.isEmpty()
                ? MediaMarks.NONE
                : new MediaMarks(java.util.Arrays.copyOf(strings, media.size()), List.copyOf(media));
    }

    /** One line for each that was not made. */
    void warn() {
        for (int i = 0; i < done.length; i++) {
            if (!done[i]) {
                String path = replacements.get(i).path().toString();
                log.warn(
                        "No media put in at {}: their reference does not stand there",
                        path.length() > LONGEST_LOGGED ? path.substring(0, LONGEST_LOGGED) + "…" : path);
            }
        }
    }
}
