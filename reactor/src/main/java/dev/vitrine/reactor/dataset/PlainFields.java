package dev.vitrine.reactor.dataset;

import dev.vitrine.json.JsonBytes;
import dev.vitrine.reactor.dataset.Hydration.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object one after the other, cut by its colons and commas. What is not as the platform writes it makes
 * the object odd, which is then for a parser to read. Values that are cut out are not looked into.
 */
final class PlainFields implements FieldValue {
    private final byte[] json;
    private final int base;
    private final int[] marks; // colon and comma in turn, the last bracket in place of the last comma
    private int field = -1;
    private int from; // of the value
    private int to;
    private int keptFrom;
    private int keptTo;
    private boolean odd;

    PlainFields(byte[] json, int base, int[] marks) {
        this.json = json;
        this.base = base;
        this.marks = marks;
        this.odd = json[base] != '{' || marks.length % 2 != 0 || json[base + marks[marks.length - 1]] != '}';
    }

    /** Whether a parser is needed. */
    boolean isOdd() {
        return odd;
    }

    /** Moves to the next field; false behind the last one and in an odd object. */
    boolean next() {
        field++;
        if (odd || 2 * field == marks.length) {
            return false;
        }
        from = start(base + marks[2 * field] + 1);
        to = end(base + marks[2 * field + 1]);
        odd = json[base + marks[2 * field]] != ':'
                || field > 0 && json[base + marks[2 * field - 1]] != ','
                || from >= to;
        return !odd;
    }

    /** Which of {@code names} the field has. */
    int name(FieldNames names, int likely) {
        int start = start(base + (field == 0 ? 0 : marks[2 * field - 1]) + 1) + 1;
        int end = end(base + marks[2 * field]) - 1;
        if (end < start
                || json[start - 1] != '"'
                || JsonBytes.plainEnd(json, start, end + 1) != end
                || json[end] != '"') {
            odd = true;
            return FieldNames.OTHER;
        }
        return names.find(json, start, end, likely);
    }

    /**
     * The text of a string; null for JSON {@code null}. Any other value makes the object odd.
     *
     * @throws dev.vitrine.json.JsonException if it is malformed
     */
    @Override
    public @Nullable String text() {
        if (json[from] != '"') {
            odd |= !isNull();
            return null;
        }
        int end = JsonBytes.asciiEnd(json, from + 1, to);
        if (end == to - 1 && json[end] == '"') {
            return new String(json, from + 1, end - from - 1, StandardCharsets.ISO_8859_1);
        }
        if (JsonBytes.stringEnd(json, from + 1, to) == to - 1) {
            return JsonBytes.text(json, from + 1, to - 1);
        }
        odd = true;
        return null;
    }

    @Override
    public byte[] bytes() {
        return Arrays.copyOfRange(json, from, to);
    }

    /** Keeps the value for {@link #keptReferences}. */
    void keep() {
        keptFrom = from;
        keptTo = to;
    }

    /**
     * Those of the value that was kept last; none if none was. Apart from the other fields, of which there are many more:
     * what they run is compiled first.
     *
     * @throws dev.vitrine.json.JsonException if a string in it is malformed
     */
    ReferenceList keptReferences() {
        if (keptTo == 0) {
            return ReferenceList.NONE;
        }
        from = keptFrom;
        to = keptTo;
        return references();
    }

    /** @throws dev.vitrine.json.JsonException if a string in it is malformed */
    @Override
    public ReferenceList references() {
        List<@Nullable Reference> references = isNull() ? List.of() : PlainReferences.read(json, from, to);
        odd |= references == null;
        return references == null ? ReferenceList.NONE : new ReferenceList.Plain(references);
    }

    private boolean isNull() {
        return to - from == 4
                && json[from] == 'n'
                && json[from + 1] == 'u'
                && json[from + 2] == 'l'
                && json[from + 3] == 'l';
    }

    private int start(int index) {
        int at = index;
        while (isSpace(json[at])) { // the last bracket is none
            at++;
        }
        return at;
    }

    private int end(int index) {
        int at = index;
        while (isSpace(json[at - 1])) { // the first bracket is none
            at--;
        }
        return at;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
