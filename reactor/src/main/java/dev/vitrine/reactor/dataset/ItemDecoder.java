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

    private static final int ID = 0;
    private static final int DATASET_ID = 1;
    private static final int DATASET_NAME = 2;
    private static final int STATUS = 3;
    private static final int SOURCE_TRACE_ID = 4;
    private static final int SOURCE_OBSERVATION_ID = 5;
    private static final int CREATED_AT = 6;
    private static final int UPDATED_AT = 7;
    private static final int FIRST_VALUE = 8;
    private static final int REFERENCES = 11;
    /** In the order of the numbers: texts, then values, then the references. */
    private static final FieldNames NAMES = new FieldNames(
            "id",
            "datasetId",
            "datasetName",
            "status",
            "sourceTraceId",
            "sourceObservationId",
            "createdAt",
            "updatedAt",
            "input",
            "expectedOutput",
            "metadata",
            "mediaReferences");

    private final boolean hydrated;
    private final @Nullable String[] texts = new @Nullable String[FIRST_VALUE];
    private final byte[][] values = {NULL, NULL, NULL};
    private ReferenceList references = ReferenceList.NONE;

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
            item.parse(json);
        }
        return item.item(hydration);
    }

    private void parse(JsonSlice json) {
        JsonSlices.read(json, WHAT, (field, value) -> field(NAMES.find(field), value));
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
                if (name == REFERENCES) {
                    fields.keep();
                } else {
                    field(name, fields);
                }
            }
            references = hydrated ? fields.keptReferences() : ReferenceList.NONE;
            return !fields.isOdd();
        } catch (IOException | JsonException e) { // the parser says what is wrong
            return false;
        }
    }

    private void field(int name, FieldValue value) throws IOException {
        if (name == REFERENCES) {
            references = hydrated ? value.references() : ReferenceList.NONE;
        } else if (name >= FIRST_VALUE) {
            values[name - FIRST_VALUE] = value.bytes();
        } else if (name >= 0) {
            texts[name] = value.text();
        }
    }

    private DatasetItem item(@Nullable Hydration hydration) {
        String id = require(texts[ID], WHAT, "id");
        Hydration.Replacements handles = hydration == null ? Hydration.NONE : hydration.replacements(id, references);
        return new DatasetItem(
                id,
                require(texts[DATASET_ID], WHAT, "datasetId"),
                require(texts[DATASET_NAME], WHAT, "datasetName"),
                DatasetStatus.of(texts[STATUS]),
                JsonValue.ofBytes(values[0], handles.input()),
                JsonValue.ofBytes(values[1], handles.expectedOutput()),
                JsonValue.ofBytes(values[2], handles.metadata()),
                texts[SOURCE_TRACE_ID],
                texts[SOURCE_OBSERVATION_ID],
                requireTime(texts[CREATED_AT], WHAT, "createdAt"),
                requireTime(texts[UPDATED_AT], WHAT, "updatedAt"));
    }
}
