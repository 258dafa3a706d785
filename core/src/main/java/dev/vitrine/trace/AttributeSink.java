package dev.vitrine.trace;

import java.util.List;

/** Where attributes are written: a span, or the builder of one. A later value of a key replaces the earlier. */
public interface AttributeSink {
    void put(String key, String value);

    void put(String key, long value);

    void put(String key, boolean value);

    void put(String key, List<String> values);
}
