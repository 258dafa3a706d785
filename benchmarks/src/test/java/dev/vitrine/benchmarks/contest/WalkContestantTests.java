package dev.vitrine.benchmarks.contest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.json.JsonEncoder;
import dev.vitrine.media.MediaTree;
import dev.vitrine.media.WalkLimits;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalkContestantTests {
    private static final int NODES = 5_000;

    @ParameterizedTest
    @ValueSource(strings = {"map", "node", "record"})
    void tree_ofEachKind_holdsTheSame(String kind) throws Exception {
        Object tree = TreeData.make(kind, NODES, true);
        byte[] plain = new ObjectMapper().writeValueAsBytes(TreeData.make(kind, NODES, false));

        assertThat(MediaTree.find(tree, WalkLimits.DEFAULT)).hasSize(TreeData.MEDIA);
        assertThat(JsonEncoder.strict().encode(tree)).isEqualTo(plain);
        assertThat(new ObjectMapper().readTree(plain))
                .isEqualTo(new ObjectMapper()
                        .readTree(new ObjectMapper().writeValueAsBytes(TreeData.make("map", NODES, false))));
    }

    @Test
    void put_inMaps_setsWhatIsThere() {
        List<Object> list = new ArrayList<>(List.of("a", "b"));
        Map<String, Object> root = Map.of("x y", list);

        assertThat(BracketPath.put(root, "$['x y'][1]", "new")).isTrue();
        assertThat(list).containsExactly("a", "new");
        assertThat(BracketPath.put(root, "$['x y'][2]", "new")).isFalse();
        assertThat(BracketPath.put(root, "$['z']", "new")).isFalse();
        assertThat(BracketPath.put(root, "$", "new")).isFalse();
    }

    @Test
    void scene_asArguments_isTheSame() {
        Scene scene = new Scene(URI.create("http://127.0.0.1:1"), Path.of("x"), Sizes.FULL.scaled(0.5), 20);

        assertThat(Scene.parse(scene.arguments())).isEqualTo(scene);
    }
}
