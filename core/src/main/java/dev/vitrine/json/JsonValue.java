package dev.vitrine.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vitrine.media.HydrationPath;
import dev.vitrine.media.MediaOccurrence;
import dev.vitrine.media.ReferencedMedia;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON value over bytes that are parsed on first access. Media references that the platform reported are
 * put in at that moment; in {@link #toJson()} they are their reference strings.
 *
 * <p>Only the bytes are held, and where media stand among them. Each access reads the bytes again, straight into what is
 * asked for, so what it returns is the caller's own. A part taken with {@link #at} shares the bytes of the whole.
 *
 * <p>Any access but {@link #toString()} and {@link #kind()} fails with a {@link JsonException} if the JSON is malformed.
 * Two values are equal if their JSON is: the order of keys and the spelling of numbers do not matter, nor do media.
 *
 * <p>Inside other values it is written as its JSON by {@link JsonEncoder} and by any Jackson mapper, media as reference
 * strings.
 */
public final class JsonValue {
    private static final JsonValue NULL = new JsonValue("null".getBytes(StandardCharsets.UTF_8), 0, 4, MediaMarks.NONE);
    private static final VarHandle MARKS;

    static {
        try {
            MARKS = MethodHandles.lookup().findVarHandle(JsonValue.class, "marks", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final byte[] json;
    private final int from;
    private final int to;
    // MediaMarks, or before the first access the List<Replacement> that they are made of
    private volatile Object marks;

    private JsonValue(byte[] json, int from, int to, Object marks) {
        this.json = json;
        this.from = from;
        this.to = to;
        this.marks = marks;
    }

    /** What a JSON value is. Media are strings. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL,
        /** Not JSON, by its first character. */
        MALFORMED
    }

    /** JSON {@code null}. */
    public static JsonValue nullValue() {
        return NULL;
    }

    /** A value over these bytes (UTF-8 JSON), which are not copied and not checked before first access. */
    public static JsonValue ofBytes(byte[] json) {
        return new JsonValue(Objects.requireNonNull(json, "json"), 0, json.length, MediaMarks.NONE);
    }

    /**
     * A value over these bytes, in which {@code replacements} are made on first access. One that cannot be made is
     * logged once, with its path, and leaves the string as it is; the others are made.
     */
    public static JsonValue ofBytes(byte[] json, List<Replacement> replacements) {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(replacements, "replacements");
        return new JsonValue(
                json, 0, json.length, replacements.isEmpty() ? MediaMarks.NONE : List.copyOf(replacements));
    }

    /**
     * The JSON of any object, written strictly and at once. Media in it stay what they are, so that the value can be
     * handed on.
     *
     * @throws JsonException if it cannot be written
     */
    public static JsonValue of(@Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        return value instanceof JsonValue known ? known : JsonEncoder.strict().toValue(value);
    }

    static JsonValue ofMarked(byte[] json, MediaMarks marks) {
        return new JsonValue(json, 0, json.length, marks);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static JsonValue fromPlain(@Nullable Object plain) {
        return of(plain);
    }

    /** By the first character, without parsing. */
    public Kind kind() {
        return Kinds.of(json, from, to);
    }

    /** The number of bytes of the JSON. */
    public int size() {
        return to - from;
    }

    public boolean isNull() {
        return kind() == Kind.NULL && as(Object.class) == null;
    }

    /**
     * The value as a type: a record or other object by its properties, unknown ones ignored; media where the type asks
     * for them.
     *
     * @return null for JSON {@code null}, unless the type has another value for it
     * @throws JsonException if it does not fit
     */
    public <T> @Nullable T as(Class<T> type) {
        Objects.requireNonNull(type, "type");
        return type == JsonValue.class ? type.cast(this) : read(Mappers.reader(type), type);
    }

    /** Like {@link #as(Class)}, for generic types. */
    public <T> @Nullable T as(TypeRef<T> type) {
        return read(Mappers.reader(type.type()), type.type());
    }

    /**
     * The value as a new map with maps, lists, strings, numbers, booleans and media in it. Empty for JSON {@code null}.
     *
     * @throws JsonException if it is neither an object nor null
     */
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = read(Mappers.Plain.MAP, Mappers.Plain.MAP_TYPE.type());
        return map == null ? new LinkedHashMap<>() : map;
    }

    /**
     * The value as maps, lists, strings, numbers (with all their digits), booleans and media; what a mapper that does
     * not know this class writes.
     */
    @com.fasterxml.jackson.annotation.JsonValue
    public @Nullable Object unwrap() {
        return read(Mappers.Plain.ANY, Object.class);
    }

    /**
     * The value at a JSON pointer (RFC 6901); the null value where there is none.
     *
     * @throws IllegalArgumentException if the pointer is neither empty nor starts with {@code /}
     */
    public JsonValue at(String pointer) {
        return PointerWalk.at(this, pointer);
    }

    /**
     * The value that a JSONPath selects: a list for an indefinite path, the null value where there is none. Filters see
     * media as their reference strings. The value is parsed as a whole for each call.
     *
     * @throws IllegalArgumentException if it is not a JSONPath
     */
    public JsonValue read(String jsonPath) {
        return read(JsonPaths.compiled(Objects.requireNonNull(jsonPath, "jsonPath")));
    }

    JsonValue read(JsonPaths.Compiled path) {
        return of(path.read(tree(MediaText.Factory.INSTANCE)));
    }

    /**
     * The JSON that is written inside this string, as some of the platform's lists answer what was stored; an empty string
     * is the null value. Anything but a string, and a string that is not JSON, stays what it is.
     */
    public JsonValue parsed() {
        if (kind() != Kind.STRING) {
            return this;
        }
        String text = Objects.requireNonNull(as(String.class));
        if (text.isEmpty()) {
            return NULL;
        }
        JsonValue inside = ofBytes(text.getBytes(StandardCharsets.UTF_8));
        if (inside.kind() == Kind.MALFORMED) {
            return this;
        }
        try {
            inside.unwrap();
            return inside;
        } catch (JsonException e) {
            return this;
        }
    }

    /** The media that stand in this value and are of {@code type}, in order; each place counts. */
    public <T extends ReferencedMedia> List<T> media(Class<T> type) {
        Objects.requireNonNull(type, "type");
        MediaMarks found = marks();
        List<T> media = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            if (type.isInstance(found.media(i))) {
                media.add(type.cast(found.media(i)));
            }
        }
        return media;
    }

    /** All media that stand in this value, with their places, in order. */
    public List<MediaOccurrence> occurrences() {
        return marks().size() == 0 ? List.of() : PointerWalk.occurrences(this);
    }

    /** The JSON as it was given, media as their reference strings. Not checked. */
    public String toJson() {
        return new String(json, from, to - from, StandardCharsets.UTF_8);
    }

    /** A copy of the JSON's bytes, media as their reference strings. Not checked. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(json, from, to);
    }

    /** A parser that gives media where they stand. */
    HydratingParser parser() throws IOException {
        MediaMarks found = marks();
        return new HydratingParser(rawParser(), this, found);
    }

    JsonParser rawParser() throws IOException {
        return Parsing.FACTORY.createParser(json, from, to - from);
    }

    /** Where the expected strings stand; null where only a parser can tell. */
    @Nullable
    List<Hydration.Place> places(ExpectedTexts expected) {
        return PlaceList.of(json, from, to, expected);
    }

    /** A part by the offsets that the parser says. */
    JsonValue part(int start, int end, MediaMarks within) {
        return new JsonValue(json, from + start, from + end, within);
    }

    private MediaMarks marks() {
        Object known = marks;
        if (known instanceof MediaMarks found) {
            return found;
        }
        @SuppressWarnings("unchecked") // the only other thing it can be
        List<Replacement> replacements = (List<Replacement>) known;
        MediaMarks simple = replacements.size() == 1 ? OnlyPlace.marks(json, from, to, replacements.get(0)) : null;
        if (simple != null) {
            marks = simple;
            return simple;
        }
        try {
            Hydration hydration = Hydration.of(this, replacements);
            MediaMarks found = hydration.marks();
            if (MARKS.compareAndSet(this, known, found)) { // of those that read at a time, one tells
                hydration.warn();
            }
            return found;
        } catch (IOException e) {
            throw ReadFailure.of(e, JsonValue.class);
        }
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // callers pass the type that T is
    private <T> @Nullable T read(ObjectReader reader, Type type) {
        MediaMarks found = marks();
        ObjectReader sourced = reader.withAttribute(JsonValueDeserializer.SOURCE, json);
        try (JsonParser in = found.size() == 0 && from == 0 ? rawParser() : parser()) {
            return sourced.readValue(in);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw ReadFailure.of(e, type);
        }
    }

    private JsonNode tree(JsonNodeFactory nodes) {
        try (JsonParser in = parser()) {
            if (in.nextToken() == null) {
                throw ReadFailure.endsEarly();
            }
            return Mappers.reader(JsonNode.class)
                    .with(nodes)
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readValue(in);
        } catch (IOException | StackOverflowError e) {
            throw ReadFailure.of(e, JsonValue.class);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof JsonValue that)) {
            return false;
        }
        if (Arrays.equals(json, from, to, that.json, that.from, that.to)) {
            return true;
        }
        try {
            return canonical().equals(that.canonical());
        } catch (JsonException e) {
            return false;
        }
    }

    @Override
    public int hashCode() {
        try {
            return canonical().hashCode();
        } catch (JsonException e) {
            return Arrays.hashCode(toBytes());
        }
    }

    private JsonNode canonical() {
        return part(0, to - from, MediaMarks.NONE).tree(CanonicalNodes.INSTANCE);
    }

    /** Kind and size only. */
    @Override
    public String toString() {
        return "JsonValue[" + kind() + ", " + size() + " bytes]";
    }

    /**
     * A string to be replaced by media. It is replaced only where the value at {@code path} equals {@code expected}.
     *
     * @param path where
     * @param expected the reference string that must stand there
     * @param media what takes its place
     */
    public record Replacement(HydrationPath path, String expected, ReferencedMedia media) {
        public Replacement {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(expected, "expected");
            Objects.requireNonNull(media, "media");
        }
    }
}
