package dev.vitrine.reactor.media;

import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.transfer.BackgroundTargets;
import dev.vitrine.reactor.transfer.BlobReceipt;
import dev.vitrine.reactor.transfer.BlobStore;
import java.util.Map;

/** Targets in traces, as a few words that can be kept on disk. */
record TraceTargets(ApiExchange api, UploadListener listener) implements BackgroundTargets {
    private static final String TRACE = "traceId";
    private static final String OBSERVATION = "observationId";
    private static final String FIELD = "field";

    static Map<String, String> describe(MediaTarget.OfTrace target) {
        String observation = target.observationId();
        String field = target.field().wireValue();
        return observation == null
                ? Map.of(TRACE, target.traceId(), FIELD, field)
                : Map.of(TRACE, target.traceId(), OBSERVATION, observation, FIELD, field);
    }

    static MediaTarget read(Map<String, String> target) {
        return new MediaTarget.OfTrace(
                target.getOrDefault(TRACE, ""), target.get(OBSERVATION), field(target.getOrDefault(FIELD, "")));
    }

    private static MediaTarget.TraceField field(String wireValue) {
        for (MediaTarget.TraceField field : MediaTarget.TraceField.values()) {
            if (field.wireValue().equals(wireValue)) {
                return field;
            }
        }
        throw new IllegalArgumentException("field must be input, output or metadata, not '" + wireValue + "'");
    }

    @Override
    public BlobStore store(Map<String, String> target) {
        return new LangfuseMediaStore(api, read(target));
    }

    @Override
    public void uploaded(Map<String, String> target, BlobReceipt receipt) {
        listener.onUpload(read(target), receipt);
    }
}
