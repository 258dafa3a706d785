package dev.vitrine.reactor.experiment;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.ExperimentItem;
import dev.vitrine.reactor.LangfuseClient;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Experiments in a JVM of their own. Prints one line, or dies of the heap. */
final class ExperimentProgram {
    static final String DATASET = "sharded";
    static final int ITEMS = 4_000;
    private static final int OUTPUT_BYTES = 64 * 1024;
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private ExperimentProgram() {}

    /** Base URL, keys, and what to do: {@code stream}, {@code run}, or a shard as {@code 0/2}. */
    public static void main(String[] arguments) {
        String what = arguments[3];
        LangfuseClient client = LangfuseClient.builder()
                .baseUrl(arguments[0])
                .publicKey(arguments[1])
                .secretKey(arguments[2])
                .tracing(options -> options.enabled(what.contains("/")))
                .build();
        Mono<String> work = switch (what) {
            case "stream" -> client.experiments().stream(large()).count().map(count -> "streamed " + count);
            case "run" ->
                client.experiments()
                        .run(large())
                        .map(result -> "held " + result.itemResults().size());
            default -> shard(client, what.split("/", -1));
        };
        System.out.println(Mono.usingWhen(Mono.just(client), unused -> work, LangfuseClient::disposeLater)
                .block(LONGEST));
        System.exit(0);
    }

    private static Experiment large() {
        return Experiment.named("large")
                .data(Flux.range(0, ITEMS).map(ExperimentItem::of))
                .task(item -> Mono.fromSupplier(() -> new byte[OUTPUT_BYTES]));
    }

    private static Mono<String> shard(LangfuseClient client, String[] part) {
        return client.experiments()
                .run(Experiment.named("sharded")
                        .runName("one run")
                        .on(DATASET)
                        .shard(Integer.parseInt(part[0]), Integer.parseInt(part[1]))
                        .task(item -> Mono.just("done"))
                        .evaluator("e", in -> Mono.just(Evaluation.numeric("e", 1))))
                .map(result ->
                        result.datasetRunId() + " " + result.itemResults().size());
    }
}
