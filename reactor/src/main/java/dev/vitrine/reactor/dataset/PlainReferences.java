package dev.vitrine.reactor.dataset;

import dev.vitrine.json.JsonBytes;
import dev.vitrine.reactor.dataset.Hydration.Reference;
import dev.vitrine.reactor.media.MediaRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code mediaReferences} from their bytes, where they are as the platform writes them; anything else is for a
 * parser. Single-use.
 */
final class PlainReferences {
    private static final FieldNames ENTRY = new FieldNames("field", "referenceString", "jsonPath", "media");
    private static final FieldNames MEDIA =
            new FieldNames("mediaId", "contentType", "contentLength", "url", "urlExpiry");
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
        String field = null;
        String referenceString = null;
        String jsonPath = null;
        MediaRecord media = null;
        require('{');
        int name = FieldNames.OTHER;
        do {
            name = name(ENTRY, name + 1);
            switch (name) {
                case 0 -> field = text();
                case 1 -> referenceString = text();
                case 2 -> jsonPath = text();
                case 3 -> media = media();
                default -> odd = true;
            }
        } while (take(','));
        require('}');
        return new Reference(field, referenceString, jsonPath, media);
    }

    private MediaRecord media() {
        String mediaId = null;
        String contentType = null;
        Long contentLength = null;
        String url = null;
        String urlExpiry = null;
        require('{');
        int name = FieldNames.OTHER;
        do {
            name = name(MEDIA, name + 1);
            switch (name) {
                case 0 -> mediaId = text();
                case 1 -> contentType = text();
                case 2 -> contentLength = number();
                case 3 -> url = text();
                case 4 -> urlExpiry = text();
                default -> odd = true;
            }
        } while (take(','));
        require('}');
        return new MediaRecord(mediaId, contentType, contentLength, url, urlExpiry);
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
        int end = take('"') ? JsonBytes.stringEnd(json, at, to) : -1;
        if (end < 0) {
            odd = true;
            return null;
        }
        int start = at;
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
        while (at < to && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
    }
}
