package dev.vitrine.trace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Attributes in a map. */
final class MapSink implements AttributeSink {
    final Map<String, Object> attributes = new LinkedHashMap<>();

    @Override
    public void put(String key, String value) {
        attributes.put(key, value);
    }

    @Override
    public void put(String key, long value) {
        attributes.put(key, value);
    }

    @Override
    public void put(String key, boolean value) {
        attributes.put(key, value);
    }

    @Override
    public void put(String key, List<String> values) {
        attributes.put(key, values);
    }
}
