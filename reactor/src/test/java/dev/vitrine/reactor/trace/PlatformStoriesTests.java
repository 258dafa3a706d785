package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.trace.EmbeddedObservation;
import dev.vitrine.embedded.trace.EmbeddedTrace;
import dev.vitrine.json.JsonValue;
import dev.vitrine.media.Media;
import dev.vitrine.media.MediaId;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.http.ApiRequest;
import dev.vitrine.reactor.media.MediaHandle;
import dev.vitrine.reactor.testing.Platform;
import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.TraceContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Whole flows: what an application does, what the platform then shows. */
class PlatformStoriesTests {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    @RegisterExtension
    final Platform platform = new Platform();

    private @Nullable LangfuseClient patient;

    /** A client whose exports are not given up on a busy machine. */
    private LangfuseClient client() {
        LangfuseClient made = patient;
        if (made == null) {
            made = platform.client(builder -> builder.timeout(Duration.ofSeconds(30)));
            patient = made;
        }
        return made;
    }

    private List<EmbeddedTrace> after(Mono<?> work) {
        work.block(LONGEST);
        client().tracing().flush().block(LONGEST);
        return platform.server().traces().all();
    }

    private Mono<Integer> observed(ObservationSpec spec) {
        return client().tracing().observe(spec, observation -> Mono.just(1));
    }

    @Test
    void concurrentRequests_areATraceEach() {
        LangfuseClient client = client();
        Flux<Integer> requests = Flux.range(0, 50)
                .flatMap(
                        i -> client.tracing()
                                .observe(
                                        "request-" + i,
                                        request -> Mono.delay(Duration.ofMillis(i % 7))
                                                .publishOn(Schedulers.parallel())
                                                .then(observed(ObservationSpec.generation("answer-" + i)))),
                        16);
        List<EmbeddedTrace> traces = after(requests.then());
        assertThat(traces).hasSize(50).allSatisfy(trace -> {
            EmbeddedObservation request = trace.roots().get(0);
            assertThat(trace.roots()).hasSize(1);
            assertThat(request.children())
                    .extracting(EmbeddedObservation::name)
                    .containsExactly(request.name().replace("request", "answer"));
        });
    }

    @Test
    void traceparent_isContinued() {
        Map<String, String> headers = Map.of("traceparent", "00-" + TRACE + "-" + PARENT + "-01");
        after(observed(ObservationSpec.span("handle")).contextWrite(Propagation.incoming(headers::get)));
        EmbeddedObservation handle =
                platform.server().traces().find(TRACE).orElseThrow().roots().get(0);
        assertThat(handle.parentId()).isEqualTo(PARENT);
    }

    @Test
    void knownTrace_isAttachedTo_asItsRoot() {
        after(observed(
                ObservationSpec.span("job").traceContext(TraceContext.of(TRACE).parent(PARENT))));
        EmbeddedTrace trace = platform.server().traces().find(TRACE).orElseThrow();
        assertThat(trace.name()).isEqualTo("job");
        EmbeddedObservation job = trace.roots().get(0);
        assertThat(job.parentId()).isEqualTo(PARENT);
        assertThat(job.root()).isTrue();
        JsonValue row = read("/api/public/v2/observations", "isRootObservation", "true");
        assertThat(row.at("/data/0/id").as(String.class)).isEqualTo(job.id());
    }

    @Test
    void userAndSession_areOnAllOfTheRequest_andOnNoOther() {
        Mono<Integer> nested = client().tracing()
                .observe("a", a -> client().tracing().observe("b", b -> observed(ObservationSpec.tool("c"))));
        List<EmbeddedTrace> traces = after(Flux.merge(
                        nested.contextWrite(Propagation.with(attributes ->
                                attributes.userId("u1").sessionId("s1").tags("web"))),
                        observed(ObservationSpec.span("other")),
                        observed(ObservationSpec.span("too long"))
                                .contextWrite(Propagation.with(attributes ->
                                        attributes.userId("x".repeat(201)).sessionId("s2"))))
                .then());
        assertThat(traces).hasSize(3);
        assertThat(platform.server().traces().named("a").orElseThrow().observations())
                .hasSize(3)
                .allSatisfy(each -> {
                    assertThat(each.userId()).isEqualTo("u1");
                    assertThat(each.sessionId()).isEqualTo("s1");
                    assertThat(each.tags()).containsExactly("web");
                });
        EmbeddedTrace other = platform.server().traces().named("other").orElseThrow();
        assertThat(other.userId()).isNull();
        assertThat(other.tags()).isEmpty();
        EmbeddedTrace tooLong = platform.server().traces().named("too long").orElseThrow();
        assertThat(tooLong.userId()).isNull();
        assertThat(tooLong.sessionId()).isEqualTo("s2");
    }

    @Test
    void v2_givesBackWhatWasObserved() {
        after(observed(ObservationSpec.generation("answer")
                .model("gpt-5")
                .input(Map.of("question", "why?"))
                .metadata(Map.of("tier", "gold"))));
        JsonValue answer = read("/api/public/v2/observations", "fields", "basic,io,metadata,model");
        assertThat(answer.at("/data/0/name").as(String.class)).isEqualTo("answer");
        assertThat(answer.at("/data/0/input").as(String.class)).isEqualTo("{\"question\":\"why?\"}");
        assertThat(answer.at("/data/0/metadata/tier").as(String.class)).isEqualTo("gold");
        assertThat(answer.at("/data/0/model").as(String.class)).isEqualTo("gpt-5");
    }

    @Test
    void media_inInputOutputAndMetadata_areUploadedLinkedAndReadable() {
        byte[] picture = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1, 2, 3};
        Media media = Media.ofBytes(picture, "image/png");
        List<EmbeddedTrace> traces = after(observed(ObservationSpec.tool("look")
                .input(Map.of("picture", media))
                .output(List.of(media))
                .metadata(Map.of("cover", media))));
        EmbeddedObservation look = traces.get(0).roots().get(0);
        assertThat(look.media()).hasSize(3).allSatisfy(each -> {
            assertThat(each.uploaded()).isTrue();
            assertThat(each.linked()).isTrue();
            assertThat(each.reference()).isNotNull();
            assertThat(each.contentLength()).isEqualTo(picture.length);
        });
        assertThat(look.media()).extracting(each -> each.field()).containsExactly("input", "output", "metadata");
        byte[] back = client().media()
                .get(new MediaId(look.media().get(0).mediaId()))
                .flatMap(MediaHandle::bytes)
                .block(LONGEST);
        assertThat(back).isEqualTo(picture);
    }

    private JsonValue read(String path, String parameter, String value) {
        return Objects.requireNonNull(client().api()
                .exchange(ApiRequest.get(path).query(parameter, value).build())
                .block(LONGEST));
    }
}
