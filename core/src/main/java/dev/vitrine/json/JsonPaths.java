package dev.vitrine.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The only place that knows the JSONPath library. Nothing that writes comes here. */
final class JsonPaths {
    private static final int CACHED = 256;
    private static final Configuration VALUES = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(Mappers.MAPPER))
            .mappingProvider(new JacksonMappingProvider(Mappers.MAPPER))
            .build();
    private static final Configuration PATHS = VALUES.addOptions(Option.AS_PATH_LIST);
    private static final Map<String, JsonPath> COMPILED = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JsonPath> eldest) {
            return size() > CACHED;
        }
    };

    private JsonPaths() {}

    /** @throws IllegalArgumentException if the path is not a JSONPath */
    static Compiled compiled(String path) {
        return new Compiled(compile(path));
    }

    /** A path of which nobody else sees what it is. */
    record Compiled(JsonPath path) {
        @Nullable
        Object read(JsonNode tree) {
            try {
                return path.read(tree, VALUES);
            } catch (PathNotFoundException e) {
                return null;
            }
        }
    }

    private static JsonPath compile(String path) {
        synchronized (COMPILED) {
            JsonPath known = COMPILED.get(path);
            if (known != null) {
                return known;
            }
        }
        JsonPath compiled;
        try {
            compiled = JsonPath.compile(path);
        } catch (InvalidPathException | IllegalArgumentException e) {
            throw new IllegalArgumentException("jsonPath is not a JSONPath: " + e.getMessage(), e);
        }
        synchronized (COMPILED) {
            COMPILED.put(path, compiled);
        }
        return compiled;
    }

    /** How the library calls a place: nothing escaped. */
    static String render(List<Object> location) {
        StringBuilder path = new StringBuilder("$");
        for (Object segment : location) {
            if (segment instanceof Integer) {
                path.append('[').append(segment).append(']');
            } else {
                path.append("['").append(segment).append("']");
            }
        }
        return path.toString();
    }

    static Located locateIn(JsonValue value) throws IOException {
        try (var in = value.rawParser()) {
            return new Located(Mappers.MAPPER.readTree(in));
        }
    }

    /** Where definite paths lead in one tree. */
    record Located(JsonNode tree) {
        @Nullable
        String path(String path) {
            try {
                JsonPath compiled = compile(path);
                if (!compiled.isDefinite()) {
                    return null;
                }
                JsonNode found = compiled.read(tree, PATHS);
                return found.size() == 1 ? found.get(0).asText() : null;
            } catch (JsonPathException | IllegalArgumentException | IndexOutOfBoundsException e) {
                return null;
            }
        }
    }
}
