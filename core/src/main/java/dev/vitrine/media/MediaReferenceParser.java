package dev.vitrine.media;

import java.util.List;
import java.util.Optional;

final class MediaReferenceParser {
    private MediaReferenceParser() {}

    static MediaReference parse(String text) {
        throw new UnsupportedOperationException("soon");
    }

    static Optional<MediaReference> tryParse(String text) {
        throw new UnsupportedOperationException("soon");
    }

    static List<MediaReference.Occurrence> findAll(CharSequence text) {
        throw new UnsupportedOperationException("soon");
    }
}
