package dev.vitrine.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads reference strings: {@code name=value} pairs between prefix and suffix, separated by {@code |}, in any order, other
 * names allowed. Nothing is trimmed or guessed. Faults are values, because most texts asked about are no references.
 */
final class MediaReferenceParser {
    private @Nullable String type;
    private @Nullable String id;
    private @Nullable String source;
    private @Nullable String fault;

    private MediaReferenceParser() {}

    static MediaReference parse(String text) {
        Objects.requireNonNull(text, "text");
        MediaReferenceParser parser = new MediaReferenceParser();
        MediaReference reference = parser.read(text);
        if (reference == null) {
            throw new MediaReferenceSyntaxException("Not a media reference: " + parser.fault);
        }
        return reference;
    }

    static Optional<MediaReference> tryParse(String text) {
        Objects.requireNonNull(text, "text");
        return Optional.ofNullable(new MediaReferenceParser().read(text));
    }

    static List<MediaReference.Occurrence> findAll(CharSequence text) {
        String all = Objects.requireNonNull(text, "text").toString();
        List<MediaReference.Occurrence> found = new ArrayList<>();
        int start = all.indexOf(MediaReference.PREFIX);
        while (start >= 0) {
            int body = start + MediaReference.PREFIX.length();
            int suffix = all.indexOf(MediaReference.SUFFIX, body);
            if (suffix < 0) {
                break;
            }
            int end = suffix + MediaReference.SUFFIX.length();
            MediaReference reference = new MediaReferenceParser().readPairs(all, body, suffix);
            if (reference != null) {
                found.add(new MediaReference.Occurrence(start, end, reference));
            }
            // the end of a broken one may be the start of the next
            start = all.indexOf(MediaReference.PREFIX, reference != null ? end : suffix);
        }
        return List.copyOf(found);
    }

    private @Nullable MediaReference read(String text) {
        if (!text.startsWith(MediaReference.PREFIX)) {
            return fail("it does not start with '" + MediaReference.PREFIX + "'");
        }
        int body = MediaReference.PREFIX.length();
        int suffix = text.indexOf(MediaReference.SUFFIX, body);
        if (suffix < 0) {
            return fail("it does not end with '" + MediaReference.SUFFIX + "'");
        }
        if (suffix + MediaReference.SUFFIX.length() != text.length()) {
            return fail("text follows its end; a string with several is read with findAll");
        }
        return readPairs(text, body, suffix);
    }

    private @Nullable MediaReference readPairs(String text, int from, int to) {
        int number = 1;
        for (int start = from; start <= to; number++) {
            int end = indexOf('|', text, start, to);
            int equals = indexOf('=', text, start, end);
            if (equals == start || equals == end) {
                return fail("pair " + number + " is not name=value");
            }
            if (!take(text.substring(start, equals), text.substring(equals + 1, end))) {
                return null;
            }
            start = end + 1;
        }
        if (type == null || id == null || source == null) {
            return fail("it lacks " + (type == null ? "type" : id == null ? "id" : "source"));
        }
        return new MediaReference(type, new MediaId(id), source);
    }

    private boolean take(String name, String value) {
        String before;
        switch (name) {
            case "type" -> {
                before = type;
                type = value;
            }
            case "id" -> {
                before = id;
                id = value;
            }
            case "source" -> {
                before = source;
                source = value;
            }
            default -> {
                if (MediaReference.hasLineBreak(name) || MediaReference.hasLineBreak(value)) {
                    fail("it has a line break");
                }
                return fault == null;
            }
        }
        if (before != null) {
            fail("it has " + name + " twice");
        } else if (value.isBlank()) {
            fail("its " + name + " is empty");
        } else if (MediaReference.hasLineBreak(value)) {
            fail("it has a line break");
        }
        return fault == null;
    }

    /** Never looks beyond {@code to}, which is the answer where there is none: the text behind it may be long. */
    private static int indexOf(char c, String text, int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) != c) {
            at++;
        }
        return at;
    }

    private @Nullable MediaReference fail(String why) {
        fault = why;
        return null;
    }
}
