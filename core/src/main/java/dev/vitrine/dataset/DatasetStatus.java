package dev.vitrine.dataset;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether an item takes part in lists and runs. */
public enum DatasetStatus {
    ACTIVE,
    ARCHIVED,
    /** A status that this version does not know. Never sent. */
    UNKNOWN;

    /** Reads what a server sent; anything unheard of is {@link #UNKNOWN}. */
    public static DatasetStatus of(@Nullable String wireValue) {
        if (wireValue != null) {
            switch (wireValue.toUpperCase(Locale.ROOT)) {
                case "ACTIVE":
                    return ACTIVE;
                case "ARCHIVED":
                    return ARCHIVED;
                default:
            }
        }
        return UNKNOWN;
    }
}
