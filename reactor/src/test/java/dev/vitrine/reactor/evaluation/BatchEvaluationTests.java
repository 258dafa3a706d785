package dev.vitrine.reactor.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.evaluation.BatchEvaluationResumeToken;
import dev.vitrine.evaluation.EvaluationScope;
import dev.vitrine.experiment.EvaluationInput;
import dev.vitrine.json.JsonValue;
import dev.vitrine.reactor.LangfuseClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class BatchEvaluationTests {
    private static final BatchEvaluation<TraceView> TRACES = BatchEvaluation.ofTraces(Mapping.whole());

    private static void refused(String named, UnaryOperator<BatchEvaluation<TraceView>> change) {
        assertThatThrownBy(() -> change.apply(TRACES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @Test
    void options_outOfRange_areRefusedAtOnce() {
        refused("pageSize", evaluation -> evaluation.pageSize(0));
        refused("pageSize", evaluation -> evaluation.pageSize(1001));
        refused("maxItems", evaluation -> evaluation.maxItems(-1));
        refused("maxRetries", evaluation -> evaluation.maxRetries(-1));
        refused("maxConcurrency", evaluation -> evaluation.maxConcurrency(0));
        refused("maxPageBytes", evaluation -> evaluation.maxPageBytes(0));
        refused("evaluatorTimeout", evaluation -> evaluation.evaluatorTimeout(Duration.ZERO));
        refused("flushTimeout", evaluation -> evaluation.flushTimeout(Duration.ofSeconds(-1)));
        refused("fields", evaluation -> evaluation.fields("core,io"));
        refused("filter", evaluation -> evaluation.filter("{\"column\":\"name\"}"));
        refused(
                "traces",
                evaluation -> evaluation.resumeFrom(
                        BatchEvaluationResumeToken.of(EvaluationScope.OBSERVATIONS, null, "", "", 0)));
    }

    @Test
    void run_optionsThatDoNotFitTogether_areRefusedAtTheCall() {
        LangfuseClient client =
                LangfuseClient.builder().environmentVariables(name -> null).build();
        EvaluationClient evaluations = client.evaluations();
        assertThatThrownBy(() -> evaluations.run(TRACES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("evaluators");
        BatchEvaluation<TraceView> judged = TRACES.evaluator("e", input -> Mono.empty());
        assertThatThrownBy(() -> evaluations.stream(judged.pageSize(101)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pageSize");
        assertThatThrownBy(() -> evaluations.run(
                        judged.resumeFrom(BatchEvaluationResumeToken.of(EvaluationScope.TRACES, "{}", "", "", 0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("filter");
        assertThat(judged.pageSize(1000).generation(ServerGeneration.CURSOR))
                .hasToString("BatchEvaluation[traces, evaluators [e]]");
        StepVerifier.create(evaluations.run(judged)).verifyError(dev.vitrine.reactor.ClientDisabledException.class);
        client.disposeLater().block(Duration.ofSeconds(10));
    }

    @Test
    void change_leavesTheOriginalAsItWas() {
        BatchEvaluation<TraceView> one = TRACES.evaluator("one", input -> Mono.empty());
        BatchEvaluation<TraceView> two = one.evaluator("two", input -> Mono.empty());
        assertThat(one).hasToString("BatchEvaluation[traces, evaluators [one]]");
        assertThat(two).hasToString("BatchEvaluation[traces, evaluators [one, two]]");
    }

    @Test
    void jsonPathMapping_readsThePlacesAndGivesPlainValues() {
        JsonValue raw = JsonValue.of(Map.of("name", "support", "tags", List.of("a", "b")));
        TraceView trace = new TraceView(
                "t",
                java.time.Instant.EPOCH,
                "support",
                null,
                null,
                null,
                null,
                null,
                List.of(),
                JsonValue.of(Map.of("messages", List.of(Map.of("content", "Hi"), Map.of("content", "Bye")))),
                JsonValue.of("text"),
                JsonValue.of(Map.of("expected", 3)),
                raw);
        EvaluationInput input = map(
                Mapping.jsonPath()
                        .input("$.messages[0].content")
                        .output("$")
                        .expectedOutput("$.expected")
                        .metadata(JsonPathMapping.Field.ITEM, "$.tags[*]"),
                trace);
        assertThat(input).isEqualTo(new EvaluationInput("Hi", "text", 3, List.of("a", "b")));
        EvaluationInput other = map(
                Mapping.jsonPath().input("$.nowhere").expectedOutput(JsonPathMapping.Field.INPUT, "$..content"), trace);
        assertThat(other.input()).isNull();
        assertThat(other.expectedOutput()).isEqualTo(Arrays.asList("Hi", "Bye"));
        assertThat(map(Mapping.whole(), trace).input()).isEqualTo(trace.input());
        assertThatThrownBy(() -> Mapping.jsonPath().input("$[")).isInstanceOf(IllegalArgumentException.class);
    }

    private static EvaluationInput map(Mapping<? super TraceView> mapping, TraceView trace) {
        return java.util.Objects.requireNonNull(Mono.from(mapping.map(trace)).block(Duration.ofSeconds(5)));
    }

    @Test
    void views_asText_haveNoContent() {
        assertThat(Lists.trace(1).toString()).isEqualTo("TraceView[t1, 1970-01-01T00:00:01Z]");
    }
}
