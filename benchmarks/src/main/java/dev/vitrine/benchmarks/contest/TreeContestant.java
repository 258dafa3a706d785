package dev.vitrine.benchmarks.contest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.JsonPath;
import dev.vitrine.json.JsonEncoder;
import dev.vitrine.media.Media;
import dev.vitrine.media.MediaTree;
import dev.vitrine.media.WalkLimits;
import java.util.List;

/**
 * W5. The variant is a way and a kind of tree: {@code encode-map} writes JSON with the media's references in one pass,
 * {@code find-map} and {@code replace-map} walk, {@code jackson-map} is Jackson's own serialization of a tree with the
 * references in it already, {@code jayway-map} asks JsonPath for every value.
 */
public final class TreeContestant implements Contestant {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String way;
    private final Object tree;
    private int found;

    public TreeContestant(String variant, Scene scene) {
        this.way = variant.substring(0, variant.indexOf('-'));
        this.tree = TreeData.of(TreeContestant.class.getName(), variant, scene);
    }

    @Override
    public Outcome walk(Scene scene) throws Exception {
        found = 0;
        long size = switch (way) {
            case "encode" -> JsonEncoder.strict().encode(tree, this::reference).length;
            case "jackson" -> MAPPER.writeValueAsBytes(tree).length;
            case "find" -> {
                found = (int) MediaTree.find(tree, WalkLimits.DEFAULT).count();
                yield 1;
            }
            case "replace" -> replaced();
            case "jayway" -> {
                List<Object> all = JsonPath.read(tree, "$..*");
                all.forEach(value -> found += value instanceof Media ? 1 : 0);
                yield all.size();
            }
            default -> throw new IllegalArgumentException(way);
        };
        if (!way.equals("jackson") && found != TreeData.MEDIA) {
            throw new IllegalStateException(found + " media were found");
        }
        return new Outcome(size, found, 0);
    }

    private int replaced() {
        Object result = MediaTree.replace(tree, WalkLimits.DEFAULT, place -> reference((Media) place.value()));
        return result == tree ? 0 : 1;
    }

    private String reference(Media media) {
        found++;
        return media.toJson();
    }
}
