package dev.vitrine.reactor.trace;

import dev.vitrine.trace.AttributeEncoder;
import dev.vitrine.trace.AttributeSink;
import dev.vitrine.trace.ObservationType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings input, output and metadata into a span: media are replaced, then it is masked, then encoded. */
final class ValueWriter {
    private static final Logger log = LoggerFactory.getLogger(Tracing.class);

    private final TraceMedia media;
    private final @Nullable MaskFunction mask;
    private final AttributeEncoder encoder;

    ValueWriter(TraceMedia media, @Nullable MaskFunction mask, AttributeEncoder encoder) {
        this.media = media;
        this.mask = mask;
        this.encoder = encoder;
    }

    /** Writes a value of {@code observation} or of its trace; null writes nothing. */
    void write(DefaultObservation observation, TraceField field, boolean ofTrace, @Nullable Object value) {
        write(observation, field, field.attribute(ofTrace), value);
    }

    /** Writes a value as {@code attribute}, treated as {@code field} is; null writes nothing. */
    void write(DefaultObservation observation, TraceField field, String attribute, @Nullable Object value) {
        if (value == null) {
            return;
        }
        if (media == TraceMedia.NONE) {
            finish(observation, field, attribute, value);
            return;
        }
        Gap gap = observation.openGap();
        try {
            media.replace(
                    value,
                    new TraceMedia.Place(observation.traceId(), observation.id(), field),
                    result -> gap.close(() -> finish(observation, field, attribute, result)));
        } catch (Throwable e) {
            Failures.rethrowIfFatal(e);
            log.warn(
                    "Media in {} could not be replaced ({}); the value is left out",
                    field,
                    e.getClass().getName());
            gap.close(() -> {});
        }
    }

    private void finish(DefaultObservation observation, TraceField field, String attribute, Object value) {
        Object masked = masked(field, observation.type(), value);
        AttributeSink sink = observation.sink();
        if (field == TraceField.METADATA) {
            encoder.metadata(attribute, masked, sink);
        } else {
            encoder.value(attribute, masked, sink);
        }
    }

    /** What the mask leaves of it. Never fails. */
    @Nullable
    Object masked(TraceField field, ObservationType type, Object value) {
        if (mask == null) {
            return value;
        }
        try {
            return mask.mask(new MaskInput(field, type, value));
        } catch (Throwable e) {
            Failures.rethrowIfFatal(e);
            // Neither the value nor the message, which may quote it
            log.error(
                    "Masking of {} failed with {}; the value is withheld",
                    field,
                    e.getClass().getName());
            return MaskFunction.FAILED;
        }
    }

    /** What keeps an ended observation open until its value has come. */
    interface Gap {
        /** Runs {@code write} and lets the observation go. Only the first call counts. */
        void close(Runnable write);
    }
}
