package dev.vitrine.reactor.dataset;

import static dev.vitrine.reactor.dataset.JsonSlices.require;
import static dev.vitrine.reactor.dataset.JsonSlices.requireTime;

import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.dataset.DatasetStatus;
import dev.vitrine.json.JsonException;
import dev.vitrine.json.JsonValue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a dataset item in one pass; its three values stay bytes, with handles to be put in on first access. */
final class ItemDecoder {
    private static final String WHAT = "dataset item";
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final FieldNames NAMES = new FieldNames(
            "id",
            "datasetId",
            "datasetName",
            "status",
            "input",
            "expectedOutput",
            "metadata",
            "sourceTraceId",
            "sourceObservationId",
            "createdAt",
            "updatedAt",
            "mediaReferences");

    private @Nullable String id;
    private @Nullable String datasetId;
    private @Nullable String datasetName;
    private @Nullable String status;
    private byte[] input = NULL;
    private byte[] expectedOutput = NULL;
    private byte[] metadata = NULL;
    private ReferenceList references = ReferenceList.NONE;
    private @Nullable String sourceTraceId;
    private @Nullable String sourceObservationId;
    private @Nullable String createdAt;
    private @Nullable String updatedAt;

    private final boolean hydrated;

    private ItemDecoder(boolean hydrated) {
        this.hydrated = hydrated;
    }

    /** @param hydration makes handles of the item's references; null leaves them strings */
    static DatasetItem decode(byte[] json, @Nullable Hydration hydration) {
        return decode(JsonSlice.of(json), hydration);
    }

    /** @param hydration makes handles of the item's references; null leaves them strings */
    static DatasetItem decode(JsonSlice json, @Nullable Hydration hydration) {
        boolean hydrated = hydration != null;
        ItemDecoder item = new ItemDecoder(hydrated);
        if (!item.isPlain(json)) {
            item = new ItemDecoder(hydrated);
            JsonSlices.read(json, WHAT, item::field);
        }
        return item.item(hydration);
    }

    private DatasetItem item(@Nullable Hydration hydration) {
        String itemId = require(id, WHAT, "id");
        Hydration.Replacements handles =
                hydration == null ? Hydration.NONE : hydration.replacements(itemId, references);
        return new DatasetItem(
                itemId,
                require(datasetId, WHAT, "datasetId"),
                require(datasetName, WHAT, "datasetName"),
                DatasetStatus.of(status),
                JsonValue.ofBytes(input, handles.input()),
                JsonValue.ofBytes(expectedOutput, handles.expectedOutput()),
                JsonValue.ofBytes(metadata, handles.metadata()),
                sourceTraceId,
                sourceObservationId,
                requireTime(createdAt, WHAT, "createdAt"),
                requireTime(updatedAt, WHAT, "updatedAt"));
    }

    /** Reads it without a parser, if that is possible. */
    private boolean isPlain(JsonSlice json) {
        PlainFields fields = json.fields();
        if (fields == null) {
            return false;
        }
        try {
            int name = FieldNames.OTHER;
            while (fields.next()) {
                name = fields.name(NAMES, name + 1);
                field(name, fields);
            }
            return !fields.isOdd();
        } catch (JsonException e) { // the parser says what is wrong
            return false;
        }
    }

    private void field(int name, PlainFields value) {
        switch (name) {
            case 0 -> id = value.text();
            case 1 -> datasetId = value.text();
            case 2 -> datasetName = value.text();
            case 3 -> status = value.text();
            case 4 -> input = value.bytes();
            case 5 -> expectedOutput = value.bytes();
            case 6 -> metadata = value.bytes();
            case 7 -> sourceTraceId = value.text();
            case 8 -> sourceObservationId = value.text();
            case 9 -> createdAt = value.text();
            case 10 -> updatedAt = value.text();
            case 11 -> references = hydrated ? new ReferenceList.Plain(value.references()) : ReferenceList.NONE;
            default -> {}
        }
    }

    private void field(String field, JsonSlices.Field value) throws IOException {
        switch (field) {
            case "id" -> id = value.text();
            case "datasetId" -> datasetId = value.text();
            case "datasetName" -> datasetName = value.text();
            case "status" -> status = value.text();
            case "input" -> input = value.bytes();
            case "expectedOutput" -> expectedOutput = value.bytes();
            case "metadata" -> metadata = value.bytes();
            case "mediaReferences" -> references = hydrated ? value.references() : ReferenceList.NONE;
            case "sourceTraceId" -> sourceTraceId = value.text();
            case "sourceObservationId" -> sourceObservationId = value.text();
            case "createdAt" -> createdAt = value.text();
            case "updatedAt" -> updatedAt = value.text();
            default -> {}
        }
    }
}
