package dev.vitrine.reactor.transfer;

import dev.vitrine.content.ContentDigest;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Lets one handshake of a digest run at a time, in the order they came. Digests do not wait for each other. */
final class Turns {
    private final Map<ContentDigest, Lane> lanes = new ConcurrentHashMap<>();

    <T> Mono<T> inTurn(ContentDigest digest, Supplier<? extends Mono<T>> work) {
        return Mono.using(() -> enter(digest), lane -> lane.permit.with(1, work), lane -> leave(digest));
    }

    /** Digests with a handshake that runs or waits. */
    int size() {
        return lanes.size();
    }

    private Lane enter(ContentDigest digest) {
        Lane lane = lanes.compute(
                digest,
                (key, present) ->
                        present == null ? new Lane(new PermitPool(1, 1), 1) : present.users(present.users + 1));
        return Objects.requireNonNull(lane);
    }

    private void leave(ContentDigest digest) {
        lanes.computeIfPresent(digest, (key, lane) -> lane.users == 1 ? null : lane.users(lane.users - 1));
    }

    private record Lane(PermitPool permit, int users) {
        Lane users(int count) {
            return new Lane(permit, count);
        }
    }
}
