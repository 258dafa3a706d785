package dev.vitrine.reactor.dataset;

import static dev.vitrine.reactor.dataset.JsonSlices.require;
import static dev.vitrine.reactor.dataset.JsonSlices.requireTime;

import dev.vitrine.dataset.Dataset;
import dev.vitrine.json.JsonValue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a dataset; its JSON values stay bytes. */
final class DatasetDecoder {
    private static final String WHAT = "dataset";

    private @Nullable String id;
    private @Nullable String name;
    private @Nullable String description;
    private JsonValue metadata = JsonValue.nullValue();
    private JsonValue inputSchema = JsonValue.nullValue();
    private JsonValue expectedOutputSchema = JsonValue.nullValue();
    private @Nullable String projectId;
    private @Nullable String createdAt;
    private @Nullable String updatedAt;

    private DatasetDecoder() {}

    static Dataset decode(byte[] json) {
        return decode(JsonSlice.of(json));
    }

    static Dataset decode(JsonSlice json) {
        DatasetDecoder decoder = new DatasetDecoder();
        JsonSlices.read(json, WHAT, decoder::field);
        return new Dataset(
                require(decoder.id, WHAT, "id"),
                require(decoder.name, WHAT, "name"),
                decoder.description,
                decoder.metadata,
                decoder.inputSchema,
                decoder.expectedOutputSchema,
                decoder.projectId,
                requireTime(decoder.createdAt, WHAT, "createdAt"),
                requireTime(decoder.updatedAt, WHAT, "updatedAt"));
    }

    private void field(String field, JsonSlices.Field value) throws IOException {
        switch (field) {
            case "id" -> id = value.text();
            case "name" -> name = value.text();
            case "description" -> description = value.text();
            case "metadata" -> metadata = value.value();
            case "inputSchema" -> inputSchema = value.value();
            case "expectedOutputSchema" -> expectedOutputSchema = value.value();
            case "projectId" -> projectId = value.text();
            case "createdAt" -> createdAt = value.text();
            case "updatedAt" -> updatedAt = value.text();
            default -> {}
        }
    }
}
