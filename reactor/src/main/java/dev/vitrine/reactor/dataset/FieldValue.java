package dev.vitrine.reactor.dataset;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The value of a field, to be read at most once. */
interface FieldValue {
    /** The text of a string, number or boolean; null for anything else. */
    @Nullable
    String text() throws IOException;

    /** A copy of the value's bytes. */
    byte[] bytes() throws IOException;

    /** The references that the value holds. */
    ReferenceList references() throws IOException;
}
