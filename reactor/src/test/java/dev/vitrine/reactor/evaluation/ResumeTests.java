package dev.vitrine.reactor.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.EmbeddedLangfuse;
import dev.vitrine.embedded.WriteMode;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.evaluation.BatchEvaluationResult;
import dev.vitrine.evaluation.BatchEvaluationResumeToken;
import dev.vitrine.evaluation.EvaluationScope;
import dev.vitrine.reactor.LangfuseClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** Whatever the server's generation and wherever a run breaks off: every item once. */
class ResumeTests {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int COUNT = 18;
    private @Nullable EmbeddedLangfuse server;
    private @Nullable LangfuseClient client;

    static List<Arguments> servers() {
        List<Arguments> all = new ArrayList<>();
        for (WriteMode mode : WriteMode.values()) {
            for (EvaluationScope scope : EvaluationScope.values()) {
                all.add(Arguments.of(mode, scope));
            }
        }
        return all;
    }

    private void start(WriteMode mode, List<Seed.Row> rows) {
        server = EmbeddedLangfuse.builder().writeMode(mode).start().block(PATIENCE);
        client = LangfuseClient.builder()
                .environmentVariables(name -> null)
                .baseUrl(Objects.requireNonNull(server).baseUrl())
                .publicKey(server.publicKey())
                .secretKey(server.secretKey())
                .build();
        new Seed(client).addNow(rows);
    }

    @AfterEach
    void stop() {
        if (client != null && server != null) {
            client.disposeLater().block(PATIENCE);
            server.disposeLater().block(PATIENCE);
        }
    }

    private BatchEvaluation<?> evaluation(EvaluationScope scope, Recorder recorder) {
        return scope == EvaluationScope.TRACES
                ? BatchEvaluation.ofTraces(Recorder.ids())
                        .evaluator(recorder)
                        .pageSize(4)
                        .maxRetries(0)
                : BatchEvaluation.ofObservations(Recorder.ids())
                        .evaluator(recorder)
                        .pageSize(4)
                        .maxRetries(0);
    }

    private BatchEvaluationResult run(BatchEvaluation<?> evaluation) {
        return Objects.requireNonNull(
                Objects.requireNonNull(client).evaluations().run(evaluation).block(PATIENCE));
    }

    private static Route route(WriteMode mode, EvaluationScope scope) {
        if (mode == WriteMode.EVENTS_ONLY) {
            return Route.OBSERVATIONS_LIST;
        }
        return scope == EvaluationScope.TRACES ? Route.TRACES_LIST : Route.OBSERVATIONS_LIST_OLDER;
    }

    private static List<String> ids(EvaluationScope scope, int count) {
        return IntStream.range(0, count)
                .mapToObj(scope == EvaluationScope.TRACES ? Seed::traceId : Seed::observationId)
                .toList();
    }

    /** Alone, three in one millisecond at different microseconds, nine at the very same time, and so on. */
    private static Instant crowded(int number) {
        Instant second = Seed.START.plusSeconds(number / 13);
        int place = number % 13;
        if (place == 0) {
            return second;
        }
        return place <= 3 ? second.plusMillis(100).plusNanos(place * 1000L) : second.plusMillis(500);
    }

    private static List<Seed.Row> rows(int count, Function<Integer, Instant> start) {
        return IntStream.range(0, count)
                .mapToObj(number -> Seed.Row.at(number, start.apply(number)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void run_brokenOffAtEachPage_evaluatesEveryItemOnce(WriteMode mode, EvaluationScope scope) {
        start(mode, rows(COUNT, ResumeTests::crowded));
        int broken = 0;
        boolean completed = false;
        for (int page = 0; !completed && page < 40; page++) {
            Recorder recorder = new Recorder();
            int fails = page;
            server().faults().on(route(mode, scope), fault -> fault.after(fails).status(500));
            BatchEvaluationResult first = run(evaluation(scope, recorder));
            server().faults().clear();
            BatchEvaluationResumeToken token = first.resumeToken();
            completed = first.completed();
            assertThat(completed).isEqualTo(token == null);
            if (token != null) {
                broken++;
                assertThat(first.hasMoreItems()).isTrue();
                assertThat(token.itemsProcessed()).isEqualTo(recorder.seen().size());
                BatchEvaluationResult second = run(resumed(scope, recorder, token));
                assertThat(second.completed()).isTrue();
                assertThat(first.totalItemsProcessed() + second.totalItemsProcessed())
                        .isEqualTo(COUNT);
            }
            assertThat(recorder.seen())
                    .as("broken off at request %d", page)
                    .containsExactlyInAnyOrderElementsOf(ids(scope, COUNT));
        }
        assertThat(completed).isTrue();
        assertThat(broken).isGreaterThan(4);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void run_brokenOffAfterEveryPage_evaluatesEveryItemOnce(WriteMode mode, EvaluationScope scope) {
        start(mode, rows(COUNT, ResumeTests::crowded));
        Recorder recorder = new Recorder();
        BatchEvaluation<?> next = evaluation(scope, recorder);
        boolean completed = false;
        int runs = 0;
        // nine items at the same time need up to five requests until the next one is found
        int requests = mode == WriteMode.DUAL ? 6 : 1;
        for (; !completed && runs < 40; runs++) {
            server().faults()
                    .on(route(mode, scope), fault -> fault.after(requests).status(503));
            BatchEvaluationResult result = run(next);
            server().faults().clear();
            completed = result.completed();
            if (!completed) {
                next = resumed(scope, recorder, Objects.requireNonNull(result.resumeToken()));
            }
        }
        assertThat(completed).isTrue();
        assertThat(runs).isGreaterThan(2);
        assertThat(recorder.seen()).containsExactlyInAnyOrderElementsOf(ids(scope, COUNT));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void run_fromEachCheckpoint_evaluatesWhatIsLeft(WriteMode mode, EvaluationScope scope) {
        start(mode, rows(COUNT, ResumeTests::crowded));
        Recorder whole = new Recorder();
        List<String> tokens = new ArrayList<>();
        List<Integer> seenByThen = new ArrayList<>();
        run(evaluation(scope, whole).maxConcurrency(1).checkpoints(token -> {
            tokens.add(token.toJson());
            seenByThen.add(whole.seen().size());
        }));
        assertThat(tokens).hasSizeGreaterThan(4);
        for (int i = 0; i < tokens.size(); i++) {
            Recorder rest = new Recorder();
            run(resumed(scope, rest, BatchEvaluationResumeToken.fromJson(tokens.get(i))));
            List<String> both = new ArrayList<>(whole.seen().subList(0, seenByThen.get(i)));
            both.addAll(rest.seen());
            assertThat(both).containsExactlyInAnyOrderElementsOf(ids(scope, COUNT));
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void run_limitedEachTime_evaluatesEveryItemOnce(WriteMode mode, EvaluationScope scope) {
        start(mode, rows(COUNT, ResumeTests::crowded));
        Recorder recorder = new Recorder();
        List<BatchEvaluationResumeToken> last = new ArrayList<>();
        BatchEvaluation<?> next = evaluation(scope, recorder);
        for (int i = 0; i < 4; i++) {
            BatchEvaluationResult result = run(next.maxItems(7).checkpoints(last::add));
            assertThat(result.completed()).isTrue();
            assertThat(result.resumeToken()).isNull();
            next = resumed(scope, recorder, last.get(last.size() - 1));
        }
        assertThat(recorder.seen()).containsExactlyInAnyOrderElementsOf(ids(scope, COUNT));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void run_itemsArriveMeanwhile_repeatsAndLosesNoneOfTheOthers(WriteMode mode, EvaluationScope scope) {
        start(mode, rows(COUNT, ResumeTests::crowded));
        Recorder recorder = new Recorder();
        AtomicInteger number = new AtomicInteger(COUNT);
        Seed seed = new Seed(Objects.requireNonNull(client));
        run(evaluation(scope, recorder)
                .checkpointsTo(token -> number.get() > 60
                        ? Mono.empty()
                        : seed.add(List.of(
                                Seed.Row.at(number.getAndIncrement(), Seed.START.minusSeconds(5)),
                                Seed.Row.at(number.getAndIncrement(), Seed.START.plusMillis(500)),
                                Seed.Row.at(number.getAndIncrement(), Seed.START.plusSeconds(60))))));
        assertThat(recorder.seen()).doesNotHaveDuplicates().containsAll(ids(scope, COUNT));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void run_tokenOfAnotherClient_isTakenByItsRule(WriteMode mode, EvaluationScope scope) {
        start(mode, rows(10, number -> Seed.START.plusSeconds(number)));
        Recorder recorder = new Recorder();
        String last = ids(scope, 10).get(6);
        BatchEvaluationResumeToken token =
                BatchEvaluationResumeToken.fromJson("{\"scope\":\"" + scope.wireValue() + "\",\"filter\":null,"
                        + "\"last_processed_timestamp\":\"2026-11-01T10:00:06+00:00\",\"last_processed_id\":\"" + last
                        + "\",\"items_processed\":3}");
        run(resumed(scope, recorder, token));
        boolean oldestFirst = mode == WriteMode.DUAL && scope == EvaluationScope.TRACES;
        assertThat(recorder.seen())
                .containsExactlyInAnyOrderElementsOf(
                        oldestFirst
                                ? ids(scope, 10).subList(7, 10)
                                : ids(scope, 10).subList(0, 6));
    }

    private BatchEvaluation<?> resumed(EvaluationScope scope, Recorder recorder, BatchEvaluationResumeToken token) {
        return evaluation(scope, recorder).resumeFrom(BatchEvaluationResumeToken.fromJson(token.toJson()));
    }

    private EmbeddedLangfuse server() {
        return Objects.requireNonNull(server);
    }
}
