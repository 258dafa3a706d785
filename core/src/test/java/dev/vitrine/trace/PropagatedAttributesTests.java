package dev.vitrine.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropagatedAttributesTests {
    private static final PropagatedAttributes NONE = PropagatedAttributes.none();

    private static Map<String, Object> written(PropagatedAttributes attributes) {
        MapSink sink = new MapSink();
        attributes.write(sink);
        return sink.attributes;
    }

    @Test
    void write_allOfThem_usesTheirAttributes() {
        assertThat(written(NONE.userId("u")
                        .sessionId("s")
                        .version("v")
                        .traceName("t")
                        .environment("prod")
                        .tags("a", "b")
                        .metadata("user_id", 7)
                        .prompt(new PromptLink("p", 2))))
                .containsOnly(
                        Map.entry("user.id", "u"),
                        Map.entry("session.id", "s"),
                        Map.entry("langfuse.version", "v"),
                        Map.entry("langfuse.trace.name", "t"),
                        Map.entry("langfuse.environment", "prod"),
                        Map.entry("langfuse.trace.tags", List.of("a", "b")),
                        Map.entry("langfuse.trace.metadata.user_id", "7"),
                        Map.entry("langfuse.observation.prompt.name", "p"),
                        Map.entry("langfuse.observation.prompt.version", 2L));
    }

    @Test
    void values_of200CodePoints_areTaken_201Dropped() {
        String longest = "😀".repeat(200);
        PropagatedAttributes attributes =
                NONE.userId(longest).sessionId(longest + "x").version("v").tags("ok", "y".repeat(201));
        assertThat(written(attributes))
                .containsOnly(
                        Map.entry("user.id", longest),
                        Map.entry("langfuse.version", "v"),
                        Map.entry("langfuse.trace.tags", List.of("ok")));
    }

    @Test
    void values_allInvalid_countAsNotGiven() {
        String tooLong = "x".repeat(201);
        assertThat(NONE.tags(tooLong)
                        .metadata(Map.of("k", tooLong))
                        .userId(null)
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest(name = "'{0}'")
    @ValueSource(strings = {"langfuse-prod", "Prod", "a b", "", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void environment_notValid_isLeftOut(String environment) {
        assertThat(NONE.environment(environment).isEmpty()).isTrue();
        assertThat(Environments.isValid(environment)).isFalse();
    }

    @Test
    void within_outer_replacesOverlaysAppends() {
        PropagatedAttributes outer =
                NONE.userId("outer").sessionId("s").tags("a", "b").metadata(Map.of("k", "outer", "only", "outer"));
        PropagatedAttributes inner = NONE.userId("inner").tags("b", "c").metadata("k", "inner");
        assertThat(written(inner.within(outer)))
                .containsOnly(
                        Map.entry("user.id", "inner"),
                        Map.entry("session.id", "s"),
                        Map.entry("langfuse.trace.tags", List.of("a", "b", "c")),
                        Map.entry("langfuse.trace.metadata.k", "inner"),
                        Map.entry("langfuse.trace.metadata.only", "outer"));
        assertThat(written(outer)).containsEntry("user.id", "outer");
    }

    @Test
    void baggage_thereAndBack_isTheSame() {
        PropagatedAttributes attributes = NONE.userId("u")
                .sessionId("s")
                .version("v")
                .traceName("t")
                .environment("prod")
                .tags("a", "b")
                .metadata("k", "v")
                .prompt(new PromptLink("p", 2));
        Map<String, String> baggage = attributes.toBaggage(attributes);
        assertThat(baggage)
                .containsEntry("langfuse_user_id", "u")
                .containsEntry("langfuse_session_id", "s")
                .containsEntry("langfuse_version", "v")
                .containsEntry("langfuse_tags", "a,b")
                .containsEntry("langfuse_metadata_k", "v")
                .containsEntry("langfuse_prompt_version", "2");
        assertThat(written(PropagatedAttributes.fromBaggage(baggage))).isEqualTo(written(attributes));
    }

    @Test
    void toBaggage_notAsciiOrNoToken_staysOut() {
        PropagatedAttributes attributes = NONE.userId("ü").sessionId("s").metadata("a b", "v");
        assertThat(attributes.toBaggage(attributes)).containsOnly(Map.entry("langfuse_session_id", "s"));
    }

    @Test
    void fromBaggage_othersAndWrong_arePassedOver() {
        Map<String, String> baggage = new LinkedHashMap<>();
        baggage.put("other", "x");
        baggage.put("langfuse_trace_id", "da8e78131d7a9924039c74c39a01e0a1");
        baggage.put("langfuse_user_id", "x".repeat(201));
        baggage.put("langfuse_environment", "langfuse-x");
        baggage.put("langfuse_prompt_name", "p");
        baggage.put("langfuse_prompt_version", "two");
        baggage.put("langfuse_unknown", "y");
        assertThat(written(PropagatedAttributes.fromBaggage(baggage)))
                .containsOnly(Map.entry("langfuse.trace.metadata.unknown", "y"));
    }

    @Test
    void experiment_withRootObservation_forcesItsEnvironment() {
        PropagatedAttributes attributes = NONE.environment("prod")
                .experiment(Map.of(
                        LangfuseAttributes.EXPERIMENT_ID, "e",
                        LangfuseAttributes.EXPERIMENT_ITEM_ROOT_OBSERVATION_ID, "da8e78131d7a9924"));
        assertThat(written(attributes))
                .containsEntry("langfuse.environment", "sdk-experiment")
                .containsEntry("langfuse.experiment.id", "e");
        assertThatThrownBy(() -> NONE.experiment(Map.of("user.id", "u"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void metadata_whoseTextFails_isLeftOut() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        };
        assertThat(NONE.metadata("k", broken).isEmpty()).isTrue();
    }
}
