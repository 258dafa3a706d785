package dev.vitrine.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttributeEncoderTests {
    private final AttributeEncoder encoder = new AttributeEncoder();
    private final MapSink sink = new MapSink();

    @Test
    void value_text_isWrittenAsItIs() {
        encoder.value("k", "plain \"text\"", sink);
        encoder.value("b", new StringBuilder("built"), sink);
        assertThat(sink.attributes).containsEntry("k", "plain \"text\"").containsEntry("b", "built");
    }

    @Test
    void value_null_writesNothing() {
        encoder.value("k", null, sink);
        encoder.metadata("m", null, sink);
        assertThat(sink.attributes).isEmpty();
    }

    @Test
    void value_other_isJsonText() {
        encoder.value("list", List.of(1, "a"), sink);
        encoder.value("number", 7, sink);
        encoder.value("flag", true, sink);
        assertThat(sink.attributes)
                .containsEntry("list", "[1,\"a\"]")
                .containsEntry("number", "7")
                .containsEntry("flag", "true");
    }

    @Test
    void value_cyclic_isWrittenAllTheSame() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        encoder.value("k", cycle, sink);
        assertThat(sink.attributes).containsKey("k");
    }

    @Test
    void metadata_map_isAnAttributeAnEntry() {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("text", "t");
        metadata.put("int", 3);
        metadata.put("big", BigInteger.TEN);
        metadata.put("flag", true);
        metadata.put("float", 1.5);
        metadata.put("nested", Map.of("a", 1));
        metadata.put("none", null);
        encoder.metadata("m", metadata, sink);
        assertThat(sink.attributes)
                .containsEntry("m.text", "t")
                .containsEntry("m.int", 3L)
                .containsEntry("m.big", 10L)
                .containsEntry("m.flag", true)
                .containsEntry("m.float", "1.5")
                .containsEntry("m.nested", "{\"a\":1}")
                .hasSize(6);
    }

    @Test
    void metadata_notAMap_isOneAttribute() {
        encoder.metadata("m", List.of(1), sink);
        assertThat(sink.attributes).containsExactly(Map.entry("m", "[1]"));
    }

    @Test
    void fields_ofAGeneration_areAllWritten() {
        ObservationUpdate update = ObservationUpdate.none()
                .version("v1")
                .level(Level.WARNING)
                .statusMessage("slow")
                .completionStartTime(Instant.parse("2026-01-01T00:00:00Z"))
                .model("gpt")
                .modelParameters(Map.of("temperature", 0.7))
                .usageDetails(Map.of("input", 5L))
                .costDetails(Map.of("total", 0.25))
                .prompt(new PromptLink("greeting", 3));
        encoder.fields(update, ObservationType.GENERATION, sink);
        assertThat(sink.attributes)
                .containsOnly(
                        Map.entry("langfuse.version", "v1"),
                        Map.entry("langfuse.observation.level", "WARNING"),
                        Map.entry("langfuse.observation.status_message", "slow"),
                        Map.entry("langfuse.observation.completion_start_time", "\"2026-01-01T00:00:00Z\""),
                        Map.entry("langfuse.observation.model.name", "gpt"),
                        Map.entry("langfuse.observation.model.parameters", "{\"temperature\":0.7}"),
                        Map.entry("langfuse.observation.usage_details", "{\"input\":5}"),
                        Map.entry("langfuse.observation.cost_details", "{\"total\":0.25}"),
                        Map.entry("langfuse.observation.prompt.name", "greeting"),
                        Map.entry("langfuse.observation.prompt.version", 3L));
    }

    @Test
    void fields_ofASpan_leaveOutWhatOnlyGenerationsHave() {
        encoder.fields(ObservationUpdate.none().model("gpt").version("v"), ObservationType.SPAN, sink);
        encoder.fields(ObservationUpdate.none().model("emb"), ObservationType.EMBEDDING, sink);
        assertThat(sink.attributes)
                .containsOnly(Map.entry("langfuse.version", "v"), Map.entry("langfuse.observation.model.name", "emb"));
    }

    @Test
    void fields_ofATrace_areWritten() {
        TraceUpdate update = TraceUpdate.none()
                .withName("n")
                .withUserId("u")
                .withSessionId("s")
                .withVersion("v")
                .withTags("a", "b", "a")
                .withPublic(true);
        encoder.fields(update, sink);
        assertThat(sink.attributes)
                .containsOnly(
                        Map.entry("langfuse.trace.name", "n"),
                        Map.entry("user.id", "u"),
                        Map.entry("session.id", "s"),
                        Map.entry("langfuse.version", "v"),
                        Map.entry("langfuse.trace.tags", List.of("a", "b")),
                        Map.entry("langfuse.trace.public", true));
    }

    @Test
    void update_joined_laterValuesWinAndMetadataAreJoined() {
        ObservationUpdate joined = ObservationUpdate.none()
                .input("a")
                .metadata(Map.of("k", 1, "l", 1))
                .and(ObservationUpdate.none().output("b").metadata("l", 2));
        assertThat(joined.input()).isEqualTo("a");
        assertThat(joined.output()).isEqualTo("b");
        assertThat(joined.metadata()).isEqualTo(Map.of("k", 1, "l", 2));
        assertThat(joined).hasToString("ObservationUpdate[INPUT, OUTPUT, METADATA]");
    }
}
