package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.TestSpan;
import dev.vitrine.embedded.support.TraceTest;
import dev.vitrine.embedded.trace.EmbeddedObservation;
import dev.vitrine.embedded.trace.EmbeddedTrace;
import dev.vitrine.embedded.trace.EmbeddedTraceMedia;
import org.junit.jupiter.api.Test;

/** What tests read of the platform's traces. */
class EmbeddedTracesTests extends TraceTest {
    private static final byte[] PICTURE = bytes("a picture");

    private EmbeddedTrace trace(String digits) {
        return platform().traces().find(TestSpan.trace(digits)).orElseThrow();
    }

    /** Declares the picture for a place; the answer. */
    private JsonNode announce(String trace, String observation, String field) {
        String ids = "\"traceId\":\"" + TestSpan.trace(trace) + "\""
                + (observation.isEmpty() ? "" : ",\"observationId\":\"" + TestSpan.id(observation) + "\"");
        Answer answer = api().post("/api/public/media", """
            {%s,"field":"%s","contentType":"image/png","contentLength":%d,"sha256Hash":"%s"}""".formatted(ids, field, PICTURE.length, Api.sha256(PICTURE)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private void upload(JsonNode announced) {
        assertThat(Api.put(announced.get("uploadUrl").asText(), PNG, PICTURE).status())
                .isEqualTo(200);
        api().patch(
                        "/api/public/media/" + announced.get("mediaId").asText(),
                        "{\"uploadedAt\":\"2026-11-21T12:00:00Z\",\"uploadHttpStatus\":200}");
    }

    private static String reference() {
        return "@@@langfuseMedia:type=image/png|id=" + Api.mediaId(PICTURE) + "|source=bytes@@@";
    }

    @Test
    void tree_ordersChildrenByStart_whateverTheirArrival() {
        export(TestSpan.child("a", "3", "1").name("late").at(20, 30));
        export(TestSpan.child("a", "2", "1").name("early").at(10, 20));
        export(TestSpan.root("a", "1").name("root").at(0, 40));
        EmbeddedObservation root = trace("a").roots().get(0);
        assertThat(trace("a").roots()).hasSize(1);
        assertThat(root.children()).extracting(EmbeddedObservation::name).containsExactly("early", "late");
        assertThat(root.child("late")).isPresent();
        assertThat(trace("a").observations())
                .extracting(EmbeddedObservation::name)
                .containsExactly("root", "early", "late");
    }

    @Test
    void tree_withoutItsRoot_andWithACircle_losesNothing() {
        export(
                TestSpan.child("a", "2", "9").name("orphan"),
                TestSpan.child("a", "3", "4").name("one"),
                TestSpan.child("a", "4", "3").name("other"));
        assertThat(trace("a").observations())
                .extracting(EmbeddedObservation::name)
                .containsExactlyInAnyOrder("orphan", "one", "other");
        assertThat(trace("a").name()).isNull();
    }

    @Test
    void asRoot_standsInForTheRoot() {
        export(TestSpan.child("a", "2", "9").name("marked").with("langfuse.internal.as_root", "true"));
        assertThat(trace("a").name()).isEqualTo("marked");
        assertThat(trace("a").roots().get(0).root()).isTrue();
    }

    @Test
    void media_announcedAndReferredTo_isOne() {
        JsonNode announced = announce("a", "1", "input");
        export(TestSpan.root("a", "1").with("langfuse.observation.input", "[{\"image\":\"" + reference() + "\"}]"));
        assertThat(trace("a").allMedia()).singleElement().satisfies(media -> {
            assertThat(media.mediaId()).isEqualTo(Api.mediaId(PICTURE));
            assertThat(media.field()).isEqualTo("input");
            assertThat(media.linked()).isTrue();
            assertThat(media.uploaded()).isFalse();
            assertThat(media.reference()).isEqualTo(reference());
        });
        assertThat(trace("a").render()).contains("· input: image/png, 9 bytes, not uploaded, media ");

        upload(announced);
        assertThat(trace("a").allMedia())
                .extracting(EmbeddedTraceMedia::uploaded)
                .containsExactly(true);
        Answer content = api().get("/api/public/media/" + Api.mediaId(PICTURE));
        assertThat(Api.fetch(content.json().get("url").asText()).bytes()).isEqualTo(PICTURE);
    }

    @Test
    void media_ofTheTrace_andOfMetadata_andUnknown_areTold() {
        announce("a", "", "output");
        export(TestSpan.root("a", "1")
                .with("langfuse.observation.metadata.image", "see " + reference() + " there")
                .with("langfuse.observation.output", reference().replace(Api.mediaId(PICTURE), "unknown")));
        assertThat(trace("a").media()).extracting(EmbeddedTraceMedia::field).containsExactly("output");
        assertThat(trace("a").roots().get(0).media())
                .extracting(EmbeddedTraceMedia::field, EmbeddedTraceMedia::linked)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("metadata", false),
                        org.assertj.core.groups.Tuple.tuple("output", false));
        assertThat(trace("a").render()).contains("output: unknown, not uploaded, not linked, media unknown");
    }

    @Test
    void render_drawsTheTree() {
        export(
                TestSpan.root("a", "1")
                        .name("support")
                        .at(0, 120)
                        .with("langfuse.observation.type", "agent")
                        .with("user.id", "ada")
                        .with("langfuse.trace.tags", "vip"),
                TestSpan.child("a", "2", "1")
                        .name("answer")
                        .at(10, 18)
                        .with("langfuse.observation.type", "generation")
                        .with("langfuse.observation.model.name", "gpt-5")
                        .with("langfuse.observation.usage_details", "{\"input\":12,\"output\":3}"),
                TestSpan.child("a", "3", "2").name("tool").at(11, 12),
                TestSpan.child("a", "4", "1").name("last").at(20, 21).failed());
        assertThat(platform().traces().render()).isEqualTo("""
            trace 0000000000000000000000000000000a "support"  user ada  [vip]
            └─ AGENT support  120 ms
               ├─ GENERATION answer  8.0 ms  gpt-5  input 12, output 3
               │  └─ SPAN tool  1.0 ms
               └─ SPAN last  1.0 ms  ERROR
            """);
    }

    @Test
    void more_thanIsKept_theOldestGo() {
        for (int i = 1; i <= 8; i++) {
            export(TestSpan.root("a" + i, "1").name("s" + i));
        }
        assertThat(platform().traces().all())
                .extracting(EmbeddedTrace::name)
                .containsExactly("s4", "s5", "s6", "s7", "s8");
        assertThat(platform().traces().evicted()).isEqualTo(3);
        assertThat(platform().traces().received()).isEqualTo(8);
    }

    @Test
    void moreBytes_thanAreKept_theOldestGo_butNeverTheLast() {
        export(TestSpan.root("a1", "1").name("small"));
        export(TestSpan.root("a2", "1").name("big").with("langfuse.observation.input", "x".repeat(200_000)));
        assertThat(platform().traces().all()).extracting(EmbeddedTrace::name).containsExactly("big");
    }

    @Override
    protected void configure(EmbeddedLangfuseBuilder builder) {
        builder.maxSpans(5).maxSpanBytes(100_000);
    }
}
