package dev.vitrine.reactor.dataset;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Says which pages may be asked for: the first at once; while page {@code p} is being consumed, up to 2^(p-1) pages
 * ahead of it, and never more than the limit. So a subscriber that wants little costs little, and one that goes on soon
 * has all round trips hidden. Large pages are fewer: those ahead have no more bytes than a limit, going by the largest so
 * far, unless it is a single one. For one subscription.
 */
final class PageWindow {
    private static final int UNKNOWN = -1;

    private final int maxAhead;
    private final long maxAheadBytes;
    private final Sinks.Many<Integer> pages = Sinks.many().unicast().onBackpressureBuffer();
    private final AtomicInteger work = new AtomicInteger();
    private volatile int current = 1;
    private volatile boolean consuming; // an element of the current page was delivered
    private volatile int total = UNKNOWN;
    private final AtomicLong largest = new AtomicLong(1); // page, in bytes
    private int next = 1; // within the drain loop only

    PageWindow(int maxAhead, long maxAheadBytes) {
        this.maxAhead = maxAhead;
        this.maxAheadBytes = maxAheadBytes;
    }

    /** Page numbers from 1, each when it may be asked for. */
    Flux<Integer> pages() {
        return Flux.defer(() -> {
            drain();
            return pages.asFlux();
        });
    }

    /** An element of {@code page} is about to be delivered, or the page turned out to have none. */
    void reached(int page) {
        if (page > current || !consuming) {
            current = Math.max(page, current);
            consuming = true;
            drain();
        }
    }

    /** A page is complete. */
    void received(PageMeta page) {
        largest.accumulateAndGet(page.bytes(), Math::max);
        if (page.totalPages() > total) {
            total = page.totalPages();
            drain();
        }
    }

    private void drain() {
        if (work.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            while (next <= allowed()) {
                emit(next++);
            }
            if (total != UNKNOWN && next > Math.max(total, 1)) {
                pages.tryEmitComplete(); // repeated completion is refused and harmless
            }
            missed = work.addAndGet(-missed);
        } while (missed != 0);
    }

    private void emit(int page) {
        pages.tryEmitNext(page); // refused only after cancellation
    }

    private int allowed() {
        if (total == UNKNOWN || !consuming) {
            return 1;
        }
        int ahead = current > 6 ? maxAhead : Math.min(1 << (current - 1), maxAhead); // 2^6 is the highest limit
        long fitting = Math.max(1, maxAheadBytes / largest.get());
        return (int) Math.min(total, current + Math.min(ahead, fitting));
    }
}
