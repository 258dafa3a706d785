package dev.vitrine.reactor.dataset;

import dev.vitrine.reactor.LangfuseClient;
import java.time.Duration;
import java.util.BitSet;

/** Pulls a dataset in a process of its own and says how many items came. */
final class PullProgram {
    private PullProgram() {}

    public static void main(String[] arguments) {
        LangfuseClient client = LangfuseClient.builder()
                .baseUrl(arguments[0])
                .publicKey("pk-lf-embedded")
                .secretKey("sk-lf-embedded")
                .build();
        BitSet seen = new BitSet();
        Long count = client.datasets()
                .items("d")
                .doOnNext(item -> seen.set(Integer.parseInt(item.id().substring(1))))
                .count()
                .block(Duration.ofMinutes(2));
        System.out.println("pulled " + count + " items, " + seen.cardinality() + " distinct");
        client.disposeLater().block(Duration.ofSeconds(10));
    }
}
