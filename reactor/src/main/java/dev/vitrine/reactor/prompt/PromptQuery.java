package dev.vitrine.reactor.prompt;

import dev.vitrine.prompt.ChatItem;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a prompt, and how it is looked up.
 *
 * @param version null to go by the label
 * @param label null for {@code production}, where no version is given
 * @param timeToLive how long what this call fetches is fresh; null for the client's; zero to fetch in any case
 * @param maxRetries repetitions of a fetch that failed for a reason that may pass; 0 to 4
 * @param fetchTimeout of each attempt; null for the client's
 * @param fallbackText null or empty for none
 * @param fallbackChat null or empty for none
 */
public record PromptQuery(
        @Nullable Integer version,
        @Nullable String label,
        @Nullable Duration timeToLive,
        int maxRetries,
        @Nullable Duration fetchTimeout,
        @Nullable String fallbackText,
        @Nullable List<ChatItem> fallbackChat) {
    private static final int DEFAULT_RETRIES = 2;
    private static final int MOST_RETRIES = 4;

    public PromptQuery {
        if (version != null && label != null) {
            throw new IllegalArgumentException("a prompt is looked up by version or by label, not by both: version "
                    + version + ", label " + label);
        }
        if (label != null && label.isBlank()) {
            throw new IllegalArgumentException("label of a prompt must not be blank");
        }
        if (timeToLive != null && timeToLive.isNegative()) {
            throw new IllegalArgumentException("timeToLive must not be negative, but is " + timeToLive);
        }
        if (fetchTimeout != null && (fetchTimeout.isNegative() || fetchTimeout.isZero())) {
            throw new IllegalArgumentException("fetchTimeout must be more than zero, not " + fetchTimeout);
        }
        maxRetries = Math.max(0, Math.min(maxRetries, MOST_RETRIES));
        fallbackChat = fallbackChat == null ? null : List.copyOf(fallbackChat);
    }

    /** Short-lived and mutable; handed to a lambda. */
    public static final class Builder {
        private @Nullable Integer version;
        private @Nullable String label;
        private @Nullable Duration timeToLive;
        private int maxRetries = DEFAULT_RETRIES;
        private @Nullable Duration fetchTimeout;
        private @Nullable String fallbackText;
        private @Nullable List<ChatItem> fallbackChat;

        Builder() {}

        public Builder version(int version) {
            this.version = version;
            return this;
        }

        public Builder label(String label) {
            this.label = Objects.requireNonNull(label, "label");
            return this;
        }

        /** How long what this call fetches is fresh. Zero fetches in any case, and leaves a stale entry. */
        public Builder timeToLive(Duration duration) {
            this.timeToLive = Objects.requireNonNull(duration, "duration");
            return this;
        }

        /** 2 unless set, 4 at most. Only failures that may pass are repeated. */
        public Builder maxRetries(int retries) {
            this.maxRetries = retries;
            return this;
        }

        /** Of each attempt. */
        public Builder fetchTimeout(Duration timeout) {
            this.fetchTimeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /** What {@code text(…)} emits where nothing is cached and nothing can be fetched. Never cached, never linked. */
        public Builder fallback(String text) {
            this.fallbackText = Objects.requireNonNull(text, "text");
            return this;
        }

        /** What {@code chat(…)} emits where nothing is cached and nothing can be fetched. Never cached, never linked. */
        public Builder fallback(List<? extends ChatItem> items) {
            this.fallbackChat = List.copyOf(items);
            return this;
        }

        PromptQuery build() {
            return new PromptQuery(version, label, timeToLive, maxRetries, fetchTimeout, fallbackText, fallbackChat);
        }
    }
}
