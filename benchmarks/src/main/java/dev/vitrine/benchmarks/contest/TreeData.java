package dev.vitrine.benchmarks.contest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.benchmarks.stub.DatasetPages;
import dev.vitrine.media.Media;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The trees of W5: as maps and lists, as Jackson's nodes, as records; with a hundred media, or their references. */
public final class TreeData {
    public static final int MEDIA = 100;
    private static final int NODES_PER_ROW = 17;
    private static final int MEDIA_BYTES = 64;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static @Nullable Object made;

    private TreeData() {}

    /** The one of this process. Before the first pass, on one thread. */
    static Object of(String type, String variant, Scene scene) {
        Object known = made;
        if (known == null) {
            known = type.endsWith("PageContestant")
                    ? new DatasetPages(1).page(1)
                    : make(
                            variant.substring(variant.indexOf('-') + 1),
                            scene.sizes().nodes(),
                            !variant.startsWith("jackson"));
            made = known;
        }
        return known;
    }

    /**
     * @param kind map, node or record
     * @param nodes about how many values it has
     * @param media whether media stand in it, or their reference strings
     */
    public static Object make(String kind, int nodes, boolean media) {
        int rows = nodes / NODES_PER_ROW;
        int every = Math.max(1, rows / MEDIA);
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            Object image = i % every == 0 && i / every < MEDIA ? image(i, media) : "no image";
            all.add(
                    switch (kind) {
                        case "map" -> map(i, image);
                        case "node" -> node(i, image);
                        case "record" -> record(i, image);
                        default -> throw new IllegalArgumentException(kind);
                    });
        }
        if (kind.equals("node")) {
            ArrayNode array = MAPPER.createArrayNode();
            all.forEach(row -> array.add((ObjectNode) row));
            return array;
        }
        return all;
    }

    private static Object image(int number, boolean asMedia) {
        Media media = Media.ofBytes(Corpus.noise(number, MEDIA_BYTES), "image/png");
        String reference = media.toJson(); // digested once, outside of the measure
        return asMedia ? media : reference;
    }

    private static Map<String, @Nullable Object> map(int i, Object image) {
        Map<String, @Nullable Object> nested = new LinkedHashMap<>();
        nested.put("a", "nested text of row " + i);
        nested.put("b", i % 2 == 0);
        nested.put("c", null);
        nested.put("list", List.of(i, i + 1, i + 2));
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", i);
        row.put("label", "label of row " + i);
        row.put("score", i / 7.0);
        row.put("tags", List.of("first", "second", "third"));
        row.put("nested", nested);
        row.put("image", image);
        return row;
    }

    private static ObjectNode node(int i, Object image) {
        ObjectNode row = MAPPER.createObjectNode();
        row.put("id", i).put("label", "label of row " + i).put("score", i / 7.0);
        row.putArray("tags").add("first").add("second").add("third");
        ObjectNode nested = row.putObject("nested");
        nested.put("a", "nested text of row " + i).put("b", i % 2 == 0).putNull("c");
        nested.putArray("list").add(i).add(i + 1).add(i + 2);
        if (image instanceof String text) {
            row.put("image", text);
        } else {
            row.putPOJO("image", image);
        }
        return row;
    }

    private static Row record(int i, Object image) {
        return new Row(
                i,
                "label of row " + i,
                i / 7.0,
                List.of("first", "second", "third"),
                new Nested("nested text of row " + i, i % 2 == 0, null, List.of(i, i + 1, i + 2)),
                image);
    }

    /** A row of the records. */
    public record Row(int id, String label, double score, List<String> tags, Nested nested, Object image) {}

    /** What is in a row. */
    public record Nested(String a, boolean b, @Nullable String c, List<Integer> list) {}
}
