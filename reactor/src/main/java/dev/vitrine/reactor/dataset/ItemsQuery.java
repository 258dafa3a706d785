package dev.vitrine.reactor.dataset;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How items are pulled.
 *
 * @param pageSize items a request, 1 to 100
 * @param prefetchPages the most page requests that run ahead of demand, 1 to 64
 * @param version the point in time to read at; null pins the moment of the pull where the server can
 * @param hydrate whether references become handles
 */
public record ItemsQuery(
        int pageSize, int prefetchPages, @Nullable Instant version, boolean hydrate, int shardIndex, int shardCount) {

    public static final class Builder {
        private int pageSize = 50;
        private int prefetchPages = 8;
        private @Nullable Instant version;
        private boolean hydrate = true;
        private int shardIndex = 0;
        private int shardCount = 1;

        public Builder pageSize(int items) {
            this.pageSize = items;
            return this;
        }

        public Builder prefetchPages(int pages) {
            this.prefetchPages = pages;
            return this;
        }

        public Builder version(Instant pointInTime) {
            this.version = pointInTime;
            return this;
        }

        public Builder hydrate(boolean hydrate) {
            this.hydrate = hydrate;
            return this;
        }

        /** The part {@code index} (from 0) of {@code count} disjoint parts that together are everything. */
        public Builder shard(int index, int count) {
            this.shardIndex = index;
            this.shardCount = count;
            return this;
        }

        public ItemsQuery build() {
            return new ItemsQuery(pageSize, prefetchPages, version, hydrate, shardIndex, shardCount);
        }
    }
}
