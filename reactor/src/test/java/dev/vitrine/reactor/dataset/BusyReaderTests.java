package dev.vitrine.reactor.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.vitrine.dataset.NewDatasetItem;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.testing.Platform;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.netty.resources.LoopResources;

/** A subscriber that works on the thread that reads all answers. */
class BusyReaderTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(1);

    @RegisterExtension
    final Platform platform = new Platform();

    @Test
    void items_subscriberKeepsTheReaderBusy_asksForEachPageOnce() {
        LoopResources oneThread = LoopResources.create("one", 1, true);
        try {
            LangfuseClient client = platform.client(
                    builder -> builder.timeout(RESPONSE_TIMEOUT).httpClient(http -> http.runOn(oneThread)));
            platform.client().datasets().create("d").block(PATIENCE);
            Flux.range(0, 60)
                    .concatMap(
                            number -> platform.client()
                                    .datasets()
                                    .createItem(NewDatasetItem.in("d")
                                            .id("i" + number)
                                            .input(number)
                                            .build()),
                            1)
                    .blockLast(PATIENCE);
            platform.server().requests().clear();
            AtomicInteger seen = new AtomicInteger();

            client.datasets()
                    .items("d", query -> query.pageSize(10))
                    .doOnNext(item -> {
                        int before = seen.getAndIncrement();
                        if (before == 5 || before == 25) {
                            work(RESPONSE_TIMEOUT.multipliedBy(2));
                        }
                    })
                    .blockLast(PATIENCE);

            assertThat(seen).hasValue(60);
            assertThat(platform.server().requests().count(Route.ITEMS_LIST)).isEqualTo(6);
        } finally {
            oneThread.disposeLater().block(PATIENCE);
        }
    }

    @CanIgnoreReturnValue
    private static long work(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        long done = 0;
        while (System.nanoTime() < end) {
            done++;
        }
        return done;
    }
}
