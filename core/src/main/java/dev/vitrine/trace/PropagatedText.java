package dev.vitrine.trace;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a propagated value may be: text of at most 200 characters. */
final class PropagatedText {
    static final int LONGEST = 200;
    private static final Logger log = LoggerFactory.getLogger(PropagatedAttributes.class);

    private PropagatedText() {}

    static boolean isValid(String value) {
        return value.length() <= LONGEST || value.codePointCount(0, value.length()) <= LONGEST;
    }

    /** Whether the value is valid; warns when it is not, without the value. */
    static boolean check(String attribute, @Nullable String value) {
        if (value == null) {
            return false;
        }
        if (!isValid(value)) {
            log.warn(
                    "Propagated {} left out: {} characters, at most {} are allowed",
                    attribute,
                    value.codePointCount(0, value.length()),
                    LONGEST);
            return false;
        }
        return true;
    }

    /** The text of any value; null when its own {@code toString} fails. */
    static @Nullable String of(Object value) {
        try {
            return value.toString();
        } catch (RuntimeException e) {
            log.warn(
                    "Propagated metadata entry left out: {} has no text",
                    value.getClass().getName());
            return null;
        }
    }

    static boolean isAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }
}
