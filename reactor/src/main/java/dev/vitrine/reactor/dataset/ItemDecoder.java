package dev.vitrine.reactor.dataset;

import static dev.vitrine.reactor.dataset.JsonSlices.require;
import static dev.vitrine.reactor.dataset.JsonSlices.requireTime;

import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.dataset.DatasetStatus;
import dev.vitrine.json.JsonValue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a dataset item in one pass; its three values stay bytes, with handles to be put in on first access. */
final class ItemDecoder {
    private static final String WHAT = "dataset item";
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

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
        ItemDecoder item = new ItemDecoder(hydration != null);
        JsonSlices.read(json, WHAT, item::field);
        String id = require(item.id, WHAT, "id");
        Hydration.Replacements handles =
                hydration == null ? Hydration.NONE : hydration.replacements(id, item.references);
        return new DatasetItem(
                id,
                require(item.datasetId, WHAT, "datasetId"),
                require(item.datasetName, WHAT, "datasetName"),
                DatasetStatus.of(item.status),
                JsonValue.ofBytes(item.input, handles.input()),
                JsonValue.ofBytes(item.expectedOutput, handles.expectedOutput()),
                JsonValue.ofBytes(item.metadata, handles.metadata()),
                item.sourceTraceId,
                item.sourceObservationId,
                requireTime(item.createdAt, WHAT, "createdAt"),
                requireTime(item.updatedAt, WHAT, "updatedAt"));
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
