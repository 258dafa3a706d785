package dev.vitrine.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A JSON object of texts and whole numbers, written as it is told: for the small bodies that requests have by the
 * thousand, for which {@link JsonEncoder} would first look at each value's type. Names are not escaped.
 */
public final class FlatObject {
    private final StringBuilder json = new StringBuilder(384).append('{');

    /** @throws JsonException if the text has half a surrogate pair */
    public FlatObject text(String name, String value) {
        name(name);
        quote(Objects.requireNonNull(value, name), json, name);
        return this;
    }

    public FlatObject number(String name, long value) {
        name(name);
        json.append(value);
        return this;
    }

    /** The object in UTF-8. Nothing can be added afterwards. */
    public byte[] encode() {
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * One text as JSON.
     *
     * @throws JsonException if the text has half a surrogate pair
     */
    public static byte[] text(String value) {
        StringBuilder json = new StringBuilder(value.length() + 16);
        quote(value, json, "");
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void name(String name) {
        if (json.length() > 1) {
            json.append(',');
        }
        json.append('"').append(name).append("\":");
    }

    private static void quote(String value, StringBuilder to, String name) {
        if (!Surrogates.sound(value)) {
            throw new JsonException("Cannot write " + Pointers.place(name.isEmpty() ? "" : "/" + name)
                    + ": the text has half a surrogate pair, which UTF-8 cannot hold and the platform refuses");
        }
        to.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, to);
        to.append('"');
    }
}
