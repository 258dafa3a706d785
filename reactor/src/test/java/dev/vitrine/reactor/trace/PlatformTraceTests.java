package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.trace.EmbeddedObservation;
import dev.vitrine.embedded.trace.EmbeddedTrace;
import dev.vitrine.embedded.traffic.Disconnect;
import dev.vitrine.embedded.traffic.FaultSpec;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.testing.Platform;
import dev.vitrine.trace.Level;
import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.PromptLink;
import dev.vitrine.trace.PropagatedAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the exporter sends, as the platform understands it. */
class PlatformTraceTests {
    /** Exports are not given up on a busy machine. */
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofSeconds(60);

    @RegisterExtension
    final Platform platform = new Platform(builder -> {});

    private static void flush(LangfuseClient client) {
        client.tracing().flush().block(LONGEST);
    }

    private EmbeddedTrace only() {
        List<EmbeddedTrace> traces = platform.server().traces().all();
        assertThat(traces).hasSize(1);
        return traces.get(0);
    }

    @Test
    void observe_nested_isATreeOnThePlatform() {
        LangfuseClient client =
                platform.client(builder -> builder.timeout(PATIENT).tracing(options -> options.environment("staging")));
        client.tracing()
                .withAttributes(
                        PropagatedAttributes.none()
                                .userId("ada")
                                .sessionId("s-1")
                                .traceName("support")
                                .tags("vip", "eu")
                                .metadata("region", "west"),
                        client.tracing()
                                .observe(
                                        ObservationSpec.agent("handle"),
                                        root -> client.tracing()
                                                .observe(
                                                        ObservationSpec.tool("look up")
                                                                .input(Map.of("query", "shoes", "limit", 9))
                                                                .metadata(Map.of(
                                                                        "n",
                                                                        3,
                                                                        "ratio",
                                                                        1.5,
                                                                        "nested",
                                                                        Map.of("a", "b"))),
                                                        tool -> Mono.just("found")
                                                                .doOnNext(found ->
                                                                        tool.update(update -> update.output(found))))
                                                .then(client.tracing()
                                                        .observe(
                                                                ObservationSpec.generation("answer")
                                                                        .model("gpt-5")
                                                                        .modelParameters(Map.of("temperature", 0.5))
                                                                        .prompt(new PromptLink("support", 4)),
                                                                generation -> {
                                                                    generation.update(update -> update.usageDetails(
                                                                                    Map.of("input", 12, "output", 3))
                                                                            .costDetails(Map.of("total", 0.25)));
                                                                    return Mono.just("Aisle 4");
                                                                }))))
                .block(LONGEST);
        flush(client);

        EmbeddedTrace trace = only();
        assertThat(trace.name()).isEqualTo("support");
        assertThat(trace.userId()).isEqualTo("ada");
        assertThat(trace.sessionId()).isEqualTo("s-1");
        assertThat(trace.tags()).containsExactlyInAnyOrder("vip", "eu");
        assertThat(trace.environment()).isEqualTo("staging");
        assertThat(trace.metadata()).contains("\"region\":\"west\"");
        assertThat(trace.roots()).singleElement().satisfies(root -> {
            assertThat(root.type()).isEqualTo("AGENT");
            assertThat(root.scope()).isEqualTo("langfuse-sdk");
            assertThat(root.children()).extracting(EmbeddedObservation::name).containsExactly("look up", "answer");
        });
        EmbeddedObservation tool = trace.observation("look up").orElseThrow();
        assertThat(tool.type()).isEqualTo("TOOL");
        assertThat(tool.input()).contains("\"query\":\"shoes\"").contains("\"limit\":9");
        assertThat(tool.output()).isEqualTo("found");
        assertThat(tool.metadata())
                .contains("\"n\":3")
                .contains("\"ratio\":1.5")
                .contains("\"nested\":{\"a\":\"b\"}");
        EmbeddedObservation answer = trace.observation("answer").orElseThrow();
        assertThat(answer.model()).isEqualTo("gpt-5");
        assertThat(answer.modelParameters()).isEqualTo("{\"temperature\":0.5}");
        assertThat(answer.usage()).containsEntry("input", 12L).containsEntry("output", 3L);
        assertThat(answer.cost()).containsEntry("total", 0.25);
        assertThat(answer.promptName()).isEqualTo("support");
        assertThat(answer.promptVersion()).isEqualTo(4);
        assertThat(trace.render())
                .startsWith("trace " + trace.id() + " \"support\"")
                .contains("└─ AGENT handle", "   ├─ TOOL look up", "   └─ GENERATION answer", "gpt-5");
    }

    @Test
    void observeMany_ofAGeneration_hasTheTimeOfItsFirstElement() {
        LangfuseClient client = platform.client(builder -> builder.timeout(PATIENT));
        client.tracing()
                .observeMany(ObservationSpec.generation("stream"), generation -> Flux.just("a", "b"))
                .blockLast(LONGEST);
        flush(client);
        EmbeddedObservation stream = only().observation("stream").orElseThrow();
        assertThat(stream.completionStartTime())
                .isAfterOrEqualTo(stream.startTime())
                .isBeforeOrEqualTo(stream.endTime());
    }

    @Test
    void observe_fails_hasLevelAndMessage() {
        LangfuseClient client = platform.client(builder -> builder.timeout(PATIENT));
        client.tracing()
                .observe("broken", span -> Mono.error(new IllegalStateException("no shoes")))
                .onErrorResume(error -> Mono.empty())
                .block(LONGEST);
        client.tracing()
                .observe(ObservationSpec.span("odd").level(Level.WARNING).statusMessage("hm"), span -> Mono.just(1))
                .block(LONGEST);
        flush(client);
        List<EmbeddedObservation> all = platform.server().traces().observations();
        assertThat(all).extracting(EmbeddedObservation::level).containsExactly("ERROR", "WARNING");
        assertThat(all.get(0).statusMessage()).contains("no shoes");
        assertThat(platform.server().traces().render()).contains("ERROR: ").contains("WARNING: hm");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("503", fault -> fault.status(503)),
                fault("429", fault -> fault.status(429)),
                fault("connection lost before the answer", fault -> fault.disconnect(Disconnect.BEFORE_ANSWER)),
                fault("connection lost before the work", fault -> fault.disconnect(Disconnect.BEFORE_WORK)));
    }

    private static Arguments fault(String name, Consumer<FaultSpec> fault) {
        return Arguments.of(name, fault);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void export_failsOnce_arrivesInTheEnd(String name, Consumer<FaultSpec> disturb) {
        platform.server().faults().on(Route.OTLP_TRACES, fault -> disturb.accept(fault.times(1)));
        LangfuseClient client = platform.client(builder -> builder.timeout(PATIENT));
        client.tracing().observe("s", span -> Mono.just(1)).block(LONGEST);
        flush(client);
        assertThat(platform.server().requests().count(Route.OTLP_TRACES))
                .as(name)
                .isEqualTo(2);
        assertThat(only().roots()).hasSize(1);
    }

    @Test
    void export_hangs_workIsNotTouched_andTheNextArrives() {
        platform.server().faults().on(Route.OTLP_TRACES, fault -> fault.hang().times(1));
        LangfuseClient client = platform.client(builder -> builder.timeout(Duration.ofSeconds(1)));
        client.tracing().observe("lost or late", span -> Mono.just(1)).block(LONGEST);
        flush(client);
        client.tracing().observe("next", span -> Mono.just(1)).block(LONGEST);
        flush(client);
        assertThat(platform.server().traces().named("next")).isPresent();
    }
}
