package dev.vitrine.reactor.media;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.vitrine.media.MediaId;
import dev.vitrine.media.MediaReference;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Media references inside the strings of a JSON text: counted, and replaced by other texts, token by token. */
final class ReferenceTexts {
    private static final String MARK = "@@@langfuseMedia:";

    // the text was written by this process, so it is read whatever its size
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final byte[] json;
    private final int maxDepth;

    ReferenceTexts(byte[] json, int maxDepth) {
        this.json = json;
        this.maxDepth = maxDepth;
    }

    /** The distinct media ids in order, with the number of places at which each stands. */
    Map<MediaId, Integer> count() throws IOException {
        Map<MediaId, Integer> places = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += step(token);
                if (token == JsonToken.VALUE_STRING && depth <= maxDepth) {
                    for (MediaReference.Occurrence found : references(parser.getText())) {
                        places.merge(found.reference().id(), 1, Integer::sum);
                    }
                }
            }
        }
        return places;
    }

    /** The JSON with each reference to one of {@code texts} replaced by its text, and all else as it was. */
    byte[] replace(Map<MediaId, String> texts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length);
        try (JsonParser parser = JSON.createParser(json);
                JsonGenerator generator = JSON.createGenerator(out)) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += step(token);
                if (token == JsonToken.VALUE_STRING && depth <= maxDepth) {
                    generator.writeString(replaced(parser.getText(), texts));
                } else {
                    generator.copyCurrentEventExact(parser);
                }
            }
        }
        return out.toByteArray();
    }

    private static String replaced(String text, Map<MediaId, String> texts) {
        StringBuilder result = null;
        int copied = 0;
        for (MediaReference.Occurrence found : references(text)) {
            String replacement = texts.get(found.reference().id());
            if (replacement != null) {
                result = result == null ? new StringBuilder(text.length() + replacement.length()) : result;
                result.append(text, copied, found.start()).append(replacement);
                copied = found.end();
            }
        }
        return result == null
                ? text
                : result.append(text, copied, text.length()).toString();
    }

    private static List<MediaReference.Occurrence> references(String text) {
        return text.contains(MARK) ? MediaReference.findAll(text) : List.of();
    }

    private static int step(JsonToken token) {
        if (token.isStructStart()) {
            return 1;
        }
        return token.isStructEnd() ? -1 : 0;
    }
}
