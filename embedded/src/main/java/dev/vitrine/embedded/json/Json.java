package dev.vitrine.embedded.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/** Reads and writes whole documents. */
public final class Json {
    private static final ObjectMapper MAPPER = ready(JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .maxNumberLength(100_000)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build());

    private Json() {}

    /** With the reader of trees made: later it would be made under a lock, for which event loops would wait. */
    private static ObjectMapper ready(ObjectMapper mapper) {
        try {
            mapper.readTree("{}");
            return mapper;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Parses one document.
     *
     * @throws JsonProcessingException if the text is anything but one JSON value
     * @throws UnstorableJsonException if a key has half a surrogate pair
     */
    public static JsonNode parse(String text) throws JsonProcessingException {
        JsonNode node;
        try {
            node = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            // JavaScript parses a key with half a pair, the parser here does not, the database never does
            if (e.getOriginalMessage().startsWith("Broken surrogate pair")) {
                throw new UnstorableJsonException("lone surrogate in a key");
            }
            throw e;
        }
        if (node.isMissingNode()) {
            throw new JsonParseException(null, "Unexpected end of JSON input");
        }
        return node;
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The compact UTF-8 form of a tree of the platform's own making, in its order. */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
