package dev.vitrine.reactor.dataset;

import dev.vitrine.json.JsonBytes;
import dev.vitrine.reactor.dataset.Hydration.Reference;
import dev.vitrine.reactor.media.MediaRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code mediaReferences} from their bytes, where they are as the platform writes them; anything else is for a
 * parser. Single-use.
 */
final class PlainReferences {
    // those that are texts come first
    private static final FieldNames ENTRY = new FieldNames("field", "referenceString", "jsonPath", "media");
    private static final int ENTRY_TEXTS = 3;
    private static final FieldNames MEDIA =
            new FieldNames("mediaId", "contentType", "url", "urlExpiry", "contentLength");
    private static final int MEDIA_TEXTS = 4;
    private static final int MOST_DIGITS = 18;

    private final byte[] json;
    private final int to;
    private int at;
    private boolean odd; // what a parser has to see

    private PlainReferences(byte[] json, int from, int to) {
        this.json = json;
        this.at = from;
        this.to = to;
    }

    /**
     * The references between two indices; null where a parser is needed.
     *
     * @throws dev.vitrine.json.JsonException if a string is malformed
     */
    static @Nullable List<@Nullable Reference> read(byte[] json, int from, int to) {
        PlainReferences in = new PlainReferences(json, from, to);
        List<@Nullable Reference> references = in.list();
        in.passSpace();
        return in.odd || in.at < to ? null : references;
    }

    private List<@Nullable Reference> list() {
        List<@Nullable Reference> references = new ArrayList<>(2);
        require('[');
        if (!take(']')) {
            do {
                references.add(reference());
            } while (take(','));
            require(']');
        }
        return references;
    }

    private Reference reference() {
        @Nullable String[] texts = new @Nullable String[ENTRY_TEXTS];
        MediaRecord media = null;
        require('{');
        int name = FieldNames.OTHER;
        do {
            name = name(ENTRY, name + 1);
            if (name >= 0 && name < ENTRY_TEXTS) {
                texts[name] = text();
            } else if (name == ENTRY_TEXTS) {
                media = media();
            } else {
                odd = true;
            }
        } while (take(','));
        require('}');
        return new Reference(texts[0], texts[1], texts[2], media);
    }

    private MediaRecord media() {
        @Nullable String[] texts = new @Nullable String[MEDIA_TEXTS];
        Long contentLength = null;
        require('{');
        int name = FieldNames.OTHER;
        do {
            name = name(MEDIA, name + 1);
            if (name >= 0 && name < MEDIA_TEXTS) {
                texts[name] = text();
            } else if (name == MEDIA_TEXTS) {
                contentLength = number();
            } else {
                odd = true;
            }
        } while (take(','));
        require('}');
        return new MediaRecord(texts[0], texts[1], contentLength, texts[2], texts[3]);
    }

    private int name(FieldNames names, int likely) {
        if (!take('"')) {
            odd = true;
            return FieldNames.OTHER;
        }
        int start = at;
        int end = JsonBytes.plainEnd(json, start, to); // with a backslash in it, it is none of those known
        at = Math.min(end + 1, to);
        require(':');
        return names.find(json, start, end, likely);
    }

    private @Nullable String text() {
        if (!take('"')) {
            odd = true;
            return null;
        }
        int start = at;
        int end = JsonBytes.asciiEnd(json, start, to);
        if (end < to && json[end] == '"') {
            at = end + 1;
            return new String(json, start, end - start, StandardCharsets.ISO_8859_1);
        }
        end = JsonBytes.stringEnd(json, end, to);
        if (end < 0) {
            odd = true;
            return null;
        }
        at = end + 1;
        return JsonBytes.text(json, start, end);
    }

    private @Nullable Long number() {
        passSpace();
        long number = 0;
        int start = at;
        while (at < to && json[at] >= '0' && json[at] <= '9') {
            number = number * 10 + json[at++] - '0';
        }
        int digits = at - start;
        if (digits == 0 || digits > MOST_DIGITS || digits > 1 && json[start] == '0') {
            odd = true;
            return null;
        }
        return number;
    }

    private void require(char c) {
        if (!take(c)) {
            odd = true;
        }
    }

    /** Nothing is taken once something was odd, which ends every loop. */
    private boolean take(char c) {
        passSpace();
        if (odd || at == to || json[at] != c) {
            return false;
        }
        at++;
        return true;
    }

    private void passSpace() {
        if (at < to && json[at] <= ' ') { // seldom, so that compilers leave it out of the many places
            passSpaces();
        }
    }

    private void passSpaces() {
        while (at < to && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
    }
}
