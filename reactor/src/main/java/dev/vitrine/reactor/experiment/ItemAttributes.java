package dev.vitrine.reactor.experiment;

import dev.vitrine.experiment.ExperimentItem;
import dev.vitrine.trace.AttributeEncoder;
import dev.vitrine.trace.LangfuseAttributes;
import dev.vitrine.trace.ObservationIds;
import dev.vitrine.trace.PropagatedAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the spans of items say of the run that they belong to. */
final class ItemAttributes {
    private static final String OF_NOTHING = "e3b0c44298fc1c14"; // SHA-256 of no bytes
    private static final AttributeEncoder ENCODER = new AttributeEncoder();

    private final RunSpec run;
    private final Map<String, String> runTexts = new LinkedHashMap<>();

    ItemAttributes(RunSpec run) {
        this.run = run;
        MetadataTexts.flatten(LangfuseAttributes.EXPERIMENT_METADATA, run.metadata(), runTexts);
    }

    /**
     * @param experimentId the dataset run's id, or one that all items of the run share
     * @param itemMetadata the item's, as they may be shown
     * @param rootObservationId what is compared between runs
     */
    PropagatedAttributes of(
            ExperimentItem item, String experimentId, @Nullable Object itemMetadata, String rootObservationId) {
        Map<String, String> texts = new LinkedHashMap<>(runTexts);
        texts.put(LangfuseAttributes.EXPERIMENT_ID, experimentId);
        texts.put(LangfuseAttributes.EXPERIMENT_NAME, run.name());
        if (item.datasetId() != null) {
            texts.put(LangfuseAttributes.EXPERIMENT_DATASET_ID, item.datasetId());
        }
        texts.put(LangfuseAttributes.EXPERIMENT_ITEM_ID, itemId(item));
        if (item.datasetVersion() != null) {
            texts.put(
                    LangfuseAttributes.EXPERIMENT_ITEM_VERSION,
                    item.datasetVersion().toString());
        }
        MetadataTexts.flatten(LangfuseAttributes.EXPERIMENT_ITEM_METADATA, itemMetadata, texts);
        texts.put(LangfuseAttributes.EXPERIMENT_ITEM_ROOT_OBSERVATION_ID, rootObservationId);
        return PropagatedAttributes.none().experiment(texts);
    }

    /** The item's own; for local data without one the same for the same input, so that runs can be compared. */
    static String itemId(ExperimentItem item) {
        String own = item.id();
        if (own != null) {
            return own;
        }
        String text = ENCODER.text(Objects.requireNonNull(item.input(), "input of the item"));
        return text.isEmpty() ? OF_NOTHING : ObservationIds.fromSeed(text); // no seed would be a random id
    }

    /** What the item's spans show as their metadata; later ones win. */
    Map<String, @Nullable Object> spanMetadata(String experimentName, ExperimentItem item) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        putAll(metadata, item.metadata());
        putAll(metadata, run.metadata());
        metadata.put("experiment_name", experimentName);
        metadata.put("experiment_run_name", run.name());
        if (item.datasetId() != null) {
            metadata.put("dataset_id", item.datasetId());
            metadata.put("dataset_item_id", item.id());
        }
        return metadata;
    }

    private static void putAll(Map<String, @Nullable Object> to, @Nullable Object metadata) {
        Map<String, @Nullable Object> entries = MetadataTexts.entries(metadata);
        if (entries != null) {
            to.putAll(entries);
        }
    }
}
