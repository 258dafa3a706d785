package dev.vitrine.benchmarks.contest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a page as a tree and puts its references in, as one does by hand. */
public final class PageReader {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PageReader() {}

    public static JsonNode tree(byte[] page) {
        try {
            return MAPPER.readTree(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int totalPages(JsonNode page) {
        return page.path("meta").path("totalPages").asInt();
    }

    /** Reads, hydrates and forgets a page. */
    public static Pulled.Page read(byte[] page) {
        return read(tree(page));
    }

    public static Pulled.Page read(JsonNode page) {
        List<String> ids = new ArrayList<>(50);
        int references = 0;
        for (JsonNode item : page.path("data")) {
            ids.add(item.path("id").textValue());
            references += hydrate(item);
        }
        return new Pulled.Page(ids, references);
    }

    /** How many references were put in. */
    public static int hydrate(JsonNode item) {
        int done = 0;
        for (JsonNode reference : item.path("mediaReferences")) {
            JsonNode field = item.path(reference.path("field").textValue());
            Reference media = Reference.of(reference);
            if (BracketPath.put(field, reference.path("jsonPath").textValue(), new POJONode(media))) {
                done++;
            }
        }
        return done;
    }

    /** What takes a reference string's place. */
    public record Reference(String text, String mediaId, String contentType, long contentLength, String url) {
        static Reference of(JsonNode entry) {
            JsonNode media = entry.path("media");
            return new Reference(
                    entry.path("referenceString").textValue(),
                    media.path("mediaId").textValue(),
                    media.path("contentType").textValue(),
                    media.path("contentLength").longValue(),
                    media.path("url").textValue());
        }
    }
}
