package dev.vitrine.reactor;

import dev.vitrine.score.Score;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** A program that ends with spans and scores still waiting. */
final class ShutdownProgram {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private ShutdownProgram() {}

    public static void main(String[] arguments) {
        LangfuseClient client = LangfuseClient.builder()
                .environmentVariables(name -> null)
                .publicKey("pk")
                .secretKey("sk")
                .baseUrl(arguments[1])
                .timeout(Duration.ofHours(1))
                .shutdownTimeout(arguments[0].equals("hook-short") ? Duration.ofSeconds(1) : LONGEST)
                .shutdownHook(arguments[0].startsWith("hook"))
                .build();
        client.tracing()
                .observe("span-at-exit", observation -> Mono.just(1))
                .then(client.scores().create(Score.numeric("score-at-exit", 1).trace("0".repeat(31) + "1")))
                .block(LONGEST);
        if (arguments[0].equals("hook-close")) {
            client.close();
        }
    }
}
