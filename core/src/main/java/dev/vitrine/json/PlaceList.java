package dev.vitrine.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All strings that some replacement expects. Single-use. */
final class PlaceList extends PlaceScan {
    private final ExpectedTexts expected;
    private final List<Hydration.Place> places = new ArrayList<>(2);

    private PlaceList(byte[] json, int to, ExpectedTexts expected) {
        super(json, to);
        this.expected = expected;
    }

    /** Null where a parser is needed. */
    static @Nullable List<Hydration.Place> of(byte[] json, int from, int to, ExpectedTexts expected) {
        PlaceList list = new PlaceList(json, to, expected);
        return list.walk(from) ? list.places : null;
    }

    @Override
    boolean string(int from, int end, int number, boolean escaped) {
        String text = expected.find(json, from, end, escaped);
        if (text != null) {
            places.add(new Hydration.Place(number, text, location()));
        }
        return true;
    }
}
