package dev.vitrine.reactor.evaluation;

import dev.vitrine.experiment.EvaluationInput;
import dev.vitrine.json.JsonQuery;
import dev.vitrine.json.JsonValue;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Takes what evaluators judge from places of an item, by JSONPath. Immutable; each method gives a changed copy. Paths are
 * compiled when they are given.
 *
 * <pre>{@code Mapping.jsonPath().input("$.messages[0].content").output("$.answer").expectedOutput("$.expected")}</pre>
 *
 * <p>A path is read in the field that it is for: {@code input} in the item's input, {@code output} in its output,
 * {@code metadata} and {@code expectedOutput} in its metadata; or in the {@link Field} that is named. What is found is
 * given as plain strings, numbers, booleans, maps and lists; a path that leads nowhere gives null, and one that may lead
 * to several places a list.
 */
public final class JsonPathMapping implements Mapping<EvaluatedItem> {
    static final JsonPathMapping WHOLE = new JsonPathMapping(
            new Place(Field.INPUT, JsonQuery.of("$")),
            new Place(Field.OUTPUT, JsonQuery.of("$")),
            null,
            new Place(Field.METADATA, JsonQuery.of("$")));

    private final Place input;
    private final Place output;
    private final @Nullable Place expectedOutput;
    private final Place metadata;

    private JsonPathMapping(Place input, Place output, @Nullable Place expectedOutput, Place metadata) {
        this.input = input;
        this.output = output;
        this.expectedOutput = expectedOutput;
        this.metadata = metadata;
    }

    /** Where a path is read. */
    public enum Field {
        INPUT(EvaluatedItem::input),
        OUTPUT(EvaluatedItem::output),
        METADATA(EvaluatedItem::metadata),
        /** All that the server sent: {@code $.name}, {@code $.tags}. */
        ITEM(EvaluatedItem::raw);

        private final Function<EvaluatedItem, JsonValue> value;

        Field(Function<EvaluatedItem, JsonValue> value) {
            this.value = value;
        }
    }

    /** @throws IllegalArgumentException if it is not a JSONPath; so do all methods here */
    public JsonPathMapping input(String path) {
        return input(Field.INPUT, path);
    }

    public JsonPathMapping input(Field field, String path) {
        return new JsonPathMapping(Place.of(field, path), output, expectedOutput, metadata);
    }

    public JsonPathMapping output(String path) {
        return output(Field.OUTPUT, path);
    }

    public JsonPathMapping output(Field field, String path) {
        return new JsonPathMapping(input, Place.of(field, path), expectedOutput, metadata);
    }

    public JsonPathMapping expectedOutput(String path) {
        return expectedOutput(Field.METADATA, path);
    }

    public JsonPathMapping expectedOutput(Field field, String path) {
        return new JsonPathMapping(input, output, Place.of(field, path), metadata);
    }

    public JsonPathMapping metadata(String path) {
        return metadata(Field.METADATA, path);
    }

    public JsonPathMapping metadata(Field field, String path) {
        return new JsonPathMapping(input, output, expectedOutput, Place.of(field, path));
    }

    @Override
    public Publisher<EvaluationInput> map(EvaluatedItem item) {
        return Mono.fromSupplier(() -> new EvaluationInput(
                input.read(item),
                output.read(item),
                expectedOutput == null ? null : expectedOutput.read(item),
                metadata.read(item)));
    }

    private record Place(Field field, JsonQuery query) {
        static Place of(Field field, String path) {
            return new Place(Objects.requireNonNull(field, "field"), JsonQuery.of(path));
        }

        @Nullable
        Object read(EvaluatedItem item) {
            JsonValue value = field.value.apply(item);
            return value.isNull() ? null : query.read(value).unwrap();
        }
    }
}
