package dev.vitrine.embedded.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The faults of one platform. Those of a route are asked in the order in which they were added, and the first that is
 * not used up disturbs the request. May be changed at any time and from any thread; requests under way keep theirs.
 */
public final class Faults {
    private final Map<Route, List<Rule>> rules = new ConcurrentHashMap<>();
    private volatile Duration latency = Duration.ZERO;

    /** Adds a fault: {@code faults.on(Route.OBJECT_PUT, fault -> fault.status(503).times(2))}. */
    public Faults on(Route route, Consumer<FaultSpec> fault) {
        Objects.requireNonNull(route, "route");
        FaultSpec spec = new FaultSpec();
        fault.accept(spec);
        rules.computeIfAbsent(route, any -> new CopyOnWriteArrayList<>()).add(new Rule(spec.toFault()));
        return this;
    }

    /** Delays every request by this much, before faults and before the work. */
    public Faults latency(Duration latency) {
        this.latency = Objects.requireNonNull(latency, "latency");
        return this;
    }

    public Duration latency() {
        return latency;
    }

    /** Removes the faults of one route. */
    public Faults clear(Route route) {
        rules.remove(Objects.requireNonNull(route, "route"));
        return this;
    }

    /** Removes all faults and the latency. */
    public Faults clear() {
        rules.clear();
        latency = Duration.ZERO;
        return this;
    }

    /** The fault that this request meets, if any; counts it. For the server. */
    public @Nullable Fault next(LiveRequest request) {
        List<Rule> candidates = rules.get(request.route());
        if (candidates == null) {
            return null;
        }
        ObservedRequest seen = request.snapshot();
        for (Rule rule : candidates) {
            if (rule.takes(seen)) {
                return rule.fault;
            }
        }
        return null;
    }

    private static final class Rule {
        private final Fault fault;
        private final AtomicInteger seen = new AtomicInteger();

        private Rule(Fault fault) {
            this.fault = fault;
        }

        private boolean takes(ObservedRequest request) {
            if (!fault.when().test(request)) {
                return false;
            }
            int number = seen.getAndUpdate(count -> count == Integer.MAX_VALUE ? count : count + 1);
            return number >= fault.skip() && number - fault.skip() < fault.times();
        }
    }
}
