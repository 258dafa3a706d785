package dev.vitrine.reactor.background;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Tells when all the work that had begun before a moment has ended, in whatever order it ends. Holds a counter for each
 * moment that is still waited for, nothing for each piece.
 */
@CheckReturnValue
public final class PendingWork {
    private final Set<Round> closed = ConcurrentHashMap.newKeySet();
    private volatile Round current = new Round();

    /** A piece of work begins. */
    public Piece begin() {
        while (true) {
            Round round = current;
            if (round.enter()) {
                return new Piece(round);
            }
        }
    }

    /** Completes once all that had begun when it was subscribed to has ended. */
    public Mono<Void> await() {
        return Mono.defer(() -> {
            List<Mono<Void>> rounds = new ArrayList<>();
            for (Round round : turn()) {
                rounds.add(round.done.asMono());
            }
            return Mono.when(rounds);
        });
    }

    private synchronized List<Round> turn() {
        Round last = current;
        closed.add(last);
        current = new Round();
        List<Round> rounds = List.copyOf(closed);
        last.leave();
        return rounds;
    }

    /** What has begun. */
    public static final class Piece {
        private final Round round;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Piece(Round round) {
            this.round = round;
        }

        /** Repeated calls do nothing. */
        public void end() {
            if (ended.compareAndSet(false, true)) {
                round.leave();
            }
        }
    }

    private final class Round {
        private final AtomicInteger open = new AtomicInteger(1); // as long as pieces may enter
        private final Sinks.Empty<Void> done = Sinks.empty();

        boolean enter() {
            int now = open.get();
            while (now > 0) {
                if (open.compareAndSet(now, now + 1)) {
                    return true;
                }
                now = open.get();
            }
            return false;
        }

        void leave() {
            if (open.decrementAndGet() == 0) {
                closed.remove(this);
                done.tryEmitEmpty();
            }
        }
    }
}
