package dev.vitrine.json;

import com.fasterxml.jackson.databind.JsonMappingException;
import org.jspecify.annotations.Nullable;

/** JSON pointers (RFC 6901) in messages. */
final class Pointers {
    private static final int LONGEST = 200;

    private Pointers() {}

    /** Where Jackson says that reading or writing failed. */
    static String of(Throwable failure) {
        if (!(failure instanceof JsonMappingException mapping)) {
            return "";
        }
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference reference : mapping.getPath()) {
            @Nullable String name = reference.getFieldName();
            if (name != null) {
                pointer.append('/').append(escaped(name));
            } else if (reference.getIndex() >= 0) {
                pointer.append('/').append(reference.getIndex());
            }
        }
        return pointer.toString();
    }

    static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    static String place(String pointer) {
        if (pointer.isEmpty()) {
            return "the value";
        }
        return "the value at " + (pointer.length() > LONGEST ? pointer.substring(0, LONGEST) + "…" : pointer);
    }
}
