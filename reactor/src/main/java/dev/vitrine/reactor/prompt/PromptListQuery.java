package dev.vitrine.reactor.prompt;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which prompts are listed. What is null does not matter.
 *
 * @param pageSize prompts a request, 1 to 100
 */
public record PromptListQuery(
        @Nullable String name,
        @Nullable String label,
        @Nullable String tag,
        @Nullable Instant updatedFrom,
        @Nullable Instant updatedTo,
        int pageSize) {
    private static final int MOST = 100;

    public PromptListQuery {
        if (pageSize < 1 || pageSize > MOST) {
            throw new IllegalArgumentException("pageSize must be 1 to " + MOST + ", not " + pageSize);
        }
    }

    /** Short-lived and mutable; handed to a lambda. */
    public static final class Builder {
        private @Nullable String name;
        private @Nullable String label;
        private @Nullable String tag;
        private @Nullable Instant updatedFrom;
        private @Nullable Instant updatedTo;
        private int pageSize = 50;

        Builder() {}

        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name");
            return this;
        }

        public Builder label(String label) {
            this.label = Objects.requireNonNull(label, "label");
            return this;
        }

        public Builder tag(String tag) {
            this.tag = Objects.requireNonNull(tag, "tag");
            return this;
        }

        public Builder updatedFrom(Instant from) {
            this.updatedFrom = Objects.requireNonNull(from, "from");
            return this;
        }

        public Builder updatedTo(Instant to) {
            this.updatedTo = Objects.requireNonNull(to, "to");
            return this;
        }

        /** 50 unless set. */
        public Builder pageSize(int prompts) {
            this.pageSize = prompts;
            return this;
        }

        PromptListQuery build() {
            return new PromptListQuery(name, label, tag, updatedFrom, updatedTo, pageSize);
        }
    }
}
