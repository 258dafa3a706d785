package dev.vitrine.reactor.experiment;

import static dev.vitrine.reactor.experiment.Lab.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.embedded.dataset.RunSummary;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.trace.LangfuseAttributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** One's own work on a dataset's item. */
class LinkTests {
    private static final RunSpec RUN =
            RunSpec.named("manual").description("by hand").metadata(Map.of("model", "gpt"));

    @RegisterExtension
    final Lab lab = new Lab();

    @Test
    void link_work_isATraceOfTheRun() {
        DatasetItem item = createItem();
        String result = lab.client()
                .tracing()
                .observe(
                        "outer",
                        outer -> lab.experiments().link(item, RUN, observation -> {
                            assertThat(lab.server().runs()).as("linked before").hasSize(1);
                            return lab.client().tracing().observe("llm", llm -> Mono.just("answer"));
                        }))
                .block(Lab.LIMIT);

        assertThat(result).isEqualTo("answer");
        SpanData span = lab.span("Dataset run: manual");
        RunSummary run = lab.server().runs().get(0);
        assertThat(run.name()).isEqualTo("manual");
        assertThat(run.items()).containsExactly(new RunSummary.Item(item.id(), span.getTraceId(), null));
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(text(span, LangfuseAttributes.TRACE_NAME)).isEqualTo("Dataset run: manual");
        assertThat(text(span, LangfuseAttributes.TRACE_METADATA + ".dataset_item_id"))
                .isEqualTo(item.id());
        assertThat(text(span, LangfuseAttributes.TRACE_METADATA + ".run_name")).isEqualTo("manual");
        assertThat(text(span, LangfuseAttributes.TRACE_METADATA + ".dataset_id"))
                .isEqualTo(item.datasetId());
        SpanData below = lab.span("llm");
        assertThat(below.getParentSpanId()).isEqualTo(span.getSpanId());
        assertThat(text(below, LangfuseAttributes.EXPERIMENT_ID)).isEqualTo(run.id());
        assertThat(text(below, LangfuseAttributes.EXPERIMENT_ITEM_ROOT_OBSERVATION_ID))
                .isEqualTo(span.getSpanId());
    }

    @Test
    void link_fails_isTheErrorAndTheWorkDoesNotBegin() {
        DatasetItem item = createItem();
        lab.server().faults().on(Route.RUN_ITEM_CREATE, fault -> fault.status(400));
        AtomicInteger begun = new AtomicInteger();

        StepVerifier.create(lab.experiments().link(item, RUN, observation -> {
                    begun.incrementAndGet();
                    return Mono.just(1);
                }))
                .expectError(ApiException.BadRequest.class)
                .verify(Lab.LIMIT);
        assertThat(begun).hasValue(0);
        assertThat(text(lab.span("Dataset run: manual"), LangfuseAttributes.OBSERVATION_LEVEL))
                .isEqualTo("ERROR");
    }

    @Test
    void link_workIsEmptyOrFailsOrIsCancelled_passesItOn() {
        DatasetItem item = createItem();
        StepVerifier.create(lab.experiments().link(item, RUN, observation -> Mono.empty()))
                .expectComplete()
                .verify(Lab.LIMIT);
        StepVerifier.create(
                        lab.experiments().link(item, RUN, observation -> Mono.error(new IllegalStateException("own"))))
                .expectErrorMessage("own")
                .verify(Lab.LIMIT);
        Mono<Integer> never = lab.experiments().link(item, RUN, observation -> Mono.never());
        StepVerifier.create(never).expectSubscription().thenCancel().verify(Lab.LIMIT);
        assertThat(lab.spans("Dataset run: manual")).hasSize(3);
    }

    @Test
    void link_secondSubscription_isATraceOfItsOwn() {
        DatasetItem item = createItem();
        Mono<Integer> work = lab.experiments().link(item, RUN, observation -> Mono.just(1));
        work.then(work).block(Lab.LIMIT);
        assertThat(lab.spans("Dataset run: manual").stream()
                        .map(SpanData::getTraceId)
                        .distinct())
                .hasSize(2);
        assertThat(lab.server().runs()).hasSize(1);
    }

    @Test
    void runSpec_withoutName_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunSpec.named(" "))
                .withMessageContaining("name");
        assertThat(RUN).hasToString("RunSpec[manual]");
    }

    private DatasetItem createItem() {
        lab.client().datasets().create("ds").block(Lab.LIMIT);
        return Objects.requireNonNull(lab.client()
                .datasets()
                .createItem("ds", item -> item.input("in").metadata(Map.of("k", "v")))
                .block(Lab.LIMIT));
    }
}
