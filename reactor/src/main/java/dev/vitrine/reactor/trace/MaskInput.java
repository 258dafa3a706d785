package dev.vitrine.reactor.trace;

import dev.vitrine.trace.ObservationType;

/**
 * A value to be masked.
 *
 * @param field which field it is to be written to
 * @param type the observation's type
 * @param value the value, never null; not to be changed
 */
public record MaskInput(TraceField field, ObservationType type, Object value) {
    /** Without the value. */
    @Override
    public String toString() {
        return "MaskInput[" + field + ", " + type + "]";
    }
}
