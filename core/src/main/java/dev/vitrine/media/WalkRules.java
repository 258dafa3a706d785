package dev.vitrine.media;

import dev.vitrine.json.JsonEncoder;
import dev.vitrine.json.JsonValue;

/**
 * How a walk takes what it meets.
 *
 * @param lenient passes over what cannot be walked, instead of ending with an exception
 * @param embedded also finds media that are text: data URIs and what the shapes of model providers hold
 * @param copies copies every container, also those that nothing differs in
 */
record WalkRules(boolean lenient, boolean embedded, boolean copies) {
    /** For data that must arrive whole. */
    static final WalkRules WHOLE = new WalkRules(false, false, false);

    private static final int ENCODER_DEPTH = 20; // no less than what is written in the end
    private static final long ENCODER_NODES = 1_000_000;

    /** Whether an object matters only if it holds media, and must be sound either way. */
    boolean isForMediaAlone() {
        return !lenient && !embedded && !copies;
    }

    JsonValue json(Object object, int depth, long nodes) {
        return lenient
                ? JsonEncoder.lenient()
                        .limits(new WalkLimits(ENCODER_DEPTH, ENCODER_NODES))
                        .toValue(object, media -> "media")
                : JsonEncoder.strict().limits(new WalkLimits(depth, nodes)).toValue(object);
    }

    boolean isWorthALook(JsonValue json) {
        if (copies || !json.occurrences().isEmpty()) {
            return true;
        }
        if (!embedded) {
            return false;
        }
        String text = json.toJson();
        return text.contains("base64,") || text.contains("\"data\"") || text.contains("\"file_data\"");
    }
}
