package dev.vitrine.reactor.evaluation;

import dev.vitrine.evaluation.PagePosition;
import dev.vitrine.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/** A source of traces without a server, which counts what it is asked. */
final class Lists implements ItemSource<TraceView> {
    private final int count;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private volatile int hangsFrom = Integer.MAX_VALUE;

    Lists(int count) {
        this.count = count;
    }

    Lists hangingFromPage(int page) {
        hangsFrom = page;
        return this;
    }

    int asked() {
        return asked.get();
    }

    int cancelled() {
        return cancelled.get();
    }

    static TraceView trace(int number) {
        JsonValue value = JsonValue.of("v" + number);
        return new TraceView(
                "t" + number,
                Instant.EPOCH.plusSeconds(number),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                value,
                value,
                JsonValue.nullValue(),
                value);
    }

    @Override
    public Mono<ItemPage<TraceView>> page(PageQuery query) {
        return Mono.defer(() -> {
            if (asked.incrementAndGet() >= hangsFrom) {
                return Mono.<ItemPage<TraceView>>never().doOnCancel(cancelled::incrementAndGet);
            }
            String cursor = query.after().cursor();
            int from = cursor == null ? 0 : Integer.parseInt(cursor);
            int to = Math.min(count, from + query.limit());
            List<TraceView> items =
                    IntStream.range(from, to).mapToObj(Lists::trace).toList();
            PagePosition end = new PagePosition(null, Integer.toString(to), null, List.of(), false);
            return Mono.just(new ItemPage<>(items, end, to == count, to < count));
        });
    }
}
