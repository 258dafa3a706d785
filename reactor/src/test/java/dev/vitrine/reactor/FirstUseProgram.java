package dev.vitrine.reactor;

import dev.vitrine.dataset.NewDatasetItem;
import dev.vitrine.json.JsonValue;
import dev.vitrine.media.Media;
import dev.vitrine.reactor.media.MediaTarget;
import dev.vitrine.score.Score;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.blockhound.BlockHound;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A program that makes a client, and then asks for each of its facets for the first time on a thread that must not block. */
final class FirstUseProgram {
    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final String TRACE = "0".repeat(31) + "1";

    private FirstUseProgram() {}

    /** @param arguments what is used, between commas, and the platform's URL */
    @SuppressWarnings("SystemOut") // which the test reads
    public static void main(String[] arguments) {
        BlockHound.builder()
                .loadIntegrations()
                .blockingMethodCallback(method -> new Exception("Blocking call: " + method).printStackTrace(System.out))
                .install();
        LangfuseClient client = LangfuseClient.builder()
                .environmentVariables(name -> null)
                .publicKey("pk")
                .secretKey("sk")
                .baseUrl(arguments[1])
                .maxRetries(0)
                .shutdownTimeout(Duration.ofSeconds(5))
                .build();
        Flux.fromArray(arguments[0].split(",", -1))
                .concatMap(what -> Flux.defer(() -> use(what, client))
                        .onErrorResume(VirtualMachineError.class, Mono::error)
                        .onErrorResume(Exception.class, refused -> Mono.empty())) // the platform refuses all of it
                .subscribeOn(Schedulers.parallel())
                .blockLast(LONGEST);
        client.disposeLater().subscribeOn(Schedulers.parallel()).block(LONGEST);
        System.out.println("used " + arguments[0]);
    }

    private static Publisher<?> use(String what, LangfuseClient client) {
        Media picture = Media.ofBytes("picture".getBytes(StandardCharsets.UTF_8), "image/png");
        return switch (what) {
            case "scores" ->
                client.scores()
                        .create(Score.numeric("n", 1).trace(TRACE).metadata(Map.of("k", 1.5)))
                        .then(client.scores().flush());
            case "prompts" -> client.prompts().text("p");
            case "experiments" -> client.experiments().list(Instant.EPOCH);
            case "evaluations" -> Mono.just(client.evaluations());
            case "media" -> client.media().upload(picture, MediaTarget.trace(TRACE, MediaTarget.TraceField.INPUT));
            case "items" ->
                client.datasets()
                        .createItem(NewDatasetItem.in("d")
                                .input(Map.of("p", picture))
                                .build());
            case "pull" -> client.datasets().items("d");
            case "json" ->
                Mono.just(JsonValue.ofBytes("{\"a\":[1.5]}".getBytes(StandardCharsets.UTF_8))
                        .asMap());
            case "project" -> client.authCheck();
            default -> throw new IllegalArgumentException(what);
        };
    }
}
