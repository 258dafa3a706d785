package dev.vitrine.reactor.score;

import dev.vitrine.reactor.http.VitrineVersion;
import dev.vitrine.score.ScoreQueueOptions;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/** What a {@link ScoreClient} needs to know. Immutable. */
public final class ScoreSettings {
    private final Builder spec;

    private ScoreSettings(Builder spec) {
        this.spec = spec;
    }

    public static Builder builder() {
        return new Builder();
    }

    ScoreQueueOptions queue() {
        return spec.queue;
    }

    ScoreTransportMode transport() {
        return spec.transport;
    }

    String publicKey() {
        return spec.publicKey;
    }

    String sdkName() {
        return spec.sdkName;
    }

    String sdkVersion() {
        return spec.sdkVersion;
    }

    @Nullable
    String environment() {
        return spec.environment;
    }

    Predicate<String> sampled() {
        return spec.sampled;
    }

    Function<? super ContextView, Optional<CurrentTrace>> current() {
        return spec.current;
    }

    Scheduler timer() {
        return spec.timer;
    }

    Clock clock() {
        return spec.clock;
    }

    long random() {
        Long given = spec.random;
        return given != null ? given : ScoreIds.random();
    }

    Consumer<String> warnings() {
        return spec.warnings;
    }

    /** Short-lived and mutable. */
    public static final class Builder {
        private static final Logger LOG = LoggerFactory.getLogger(ScoreClient.class);
        private ScoreQueueOptions queue = ScoreQueueOptions.defaults();
        private ScoreTransportMode transport = ScoreTransportMode.AUTO;
        private String publicKey = "";
        private String sdkName = "vitrine";
        private String sdkVersion = VitrineVersion.current();
        private @Nullable String environment;
        private Predicate<String> sampled = traceId -> true;
        private Function<? super ContextView, Optional<CurrentTrace>> current = context -> Optional.empty();
        private Scheduler timer = Schedulers.parallel();
        private Clock clock = Clock.systemUTC();
        private @Nullable Long random;
        private Consumer<String> warnings = LOG::warn;

        private Builder() {}

        public Builder queue(ScoreQueueOptions options) {
            this.queue = Objects.requireNonNull(options, "options");
            return this;
        }

        public Builder transport(ScoreTransportMode mode) {
            this.transport = Objects.requireNonNull(mode, "mode");
            return this;
        }

        /** Told to the platform with each batch. */
        public Builder publicKey(String key) {
            this.publicKey = Objects.requireNonNull(key, "key");
            return this;
        }

        /** Told to the platform with each batch. */
        public Builder sdk(String name, String version) {
            this.sdkName = Objects.requireNonNull(name, "name");
            this.sdkVersion = Objects.requireNonNull(version, "version");
            return this;
        }

        /** Of scores that have none of their own; null to leave it to the platform. */
        public Builder environment(@Nullable String name) {
            this.environment = name;
            return this;
        }

        /** The decision that the spans of a trace meet, by its id of 32 hex digits. */
        public Builder sampled(Predicate<String> decision) {
            this.sampled = Objects.requireNonNull(decision, "decision");
            return this;
        }

        /** Finds the observation that is current in a subscriber's context. */
        public Builder current(Function<? super ContextView, Optional<CurrentTrace>> lookup) {
            this.current = Objects.requireNonNull(lookup, "lookup");
            return this;
        }

        /** Where delays and pauses are counted. */
        public Builder timer(Scheduler timer) {
            this.timer = Objects.requireNonNull(timer, "timer");
            return this;
        }

        /** Where timestamps come from. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** For the ids of scores, which no other process has. Taken from the system, which can block, unless it is given. */
        public Builder random(long bits) {
            this.random = bits;
            return this;
        }

        Builder warnings(Consumer<String> log) {
            this.warnings = log;
            return this;
        }

        /** The builder must not be used afterwards. */
        public ScoreSettings build() {
            return new ScoreSettings(this);
        }
    }
}
