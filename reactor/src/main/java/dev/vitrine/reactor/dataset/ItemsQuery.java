package dev.vitrine.reactor.dataset;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * How items are pulled.
 *
 * @param pageSize items a request, 1 to 100
 * @param prefetchPages the most pages that are asked for ahead of the one being consumed, 1 to 64; with it, at most
 *     {@code prefetchPages + 1} pages are in memory. Once a page was over 64 MiB divided by it, fewer are asked for: as
 *     many as are 64 MiB by the largest page so far, but always one
 * @param version the point in time to read at; null pins the moment of the pull where the server can
 * @param hydrate whether references become handles
 * @param shardIndex which part, from 0
 * @param shardCount of how many parts, 1 for everything
 * @param maxItemBytes the longest JSON of one item; a longer one is an error
 * @param maxPageBytes the longest JSON of one page; a longer one is an error
 */
public record ItemsQuery(
        int pageSize,
        int prefetchPages,
        @Nullable Instant version,
        boolean hydrate,
        int shardIndex,
        int shardCount,
        int maxItemBytes,
        long maxPageBytes) {

    public ItemsQuery {
        requireBetween("pageSize", pageSize, 1, 100);
        requireBetween("prefetchPages", prefetchPages, 1, 64);
        requireBetween("shardCount", shardCount, 1, 1_000_000);
        requireBetween("shardIndex", shardIndex, 0, shardCount - 1);
        requireBetween("maxItemBytes", maxItemBytes, 1, 1 << 30);
        requireBetween("maxPageBytes", maxPageBytes, 1, Long.MAX_VALUE);
    }

    private static void requireBetween(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
        }
    }

    /** Whether the item belongs to this shard: by the CRC-32 of its id in UTF-8, modulo the number of shards. */
    boolean takes(String itemId) {
        if (shardCount == 1) {
            return true;
        }
        CRC32 crc = new CRC32();
        crc.update(itemId.getBytes(StandardCharsets.UTF_8));
        return crc.getValue() % shardCount == shardIndex;
    }

    /** Short-lived and mutable; handed to a lambda. */
    public static final class Builder {
        private int pageSize = 50;
        private int prefetchPages = 16;
        private @Nullable Instant version;
        private boolean hydrate = true;
        private int shardIndex = 0;
        private int shardCount = 1;
        private int maxItemBytes = 16 * 1024 * 1024;
        private long maxPageBytes = 64L * 1024 * 1024;

        /** Items a request, 1 to 100; 50 by default. */
        public Builder pageSize(int items) {
            this.pageSize = items;
            return this;
        }

        /** The most pages asked for ahead of the one being consumed, 1 to 64; 16 by default. Large pages are fewer. */
        public Builder prefetchPages(int pages) {
            this.prefetchPages = pages;
            return this;
        }

        /** Reads every item as it was at this time. An item's {@code createdAt} gives that version of it. */
        public Builder version(Instant pointInTime) {
            this.version = pointInTime;
            return this;
        }

        /** Whether references become handles; true by default. Otherwise they stay strings. */
        public Builder hydrate(boolean hydrate) {
            this.hydrate = hydrate;
            return this;
        }

        /**
         * The part {@code index} (from 0) of {@code count} disjoint parts that together are everything. An item's part
         * depends on its id and {@code count} alone, so an item never moves to another part. The server cannot select by
         * it: each part reads all pages and passes over what belongs to others. Give all parts the same
         * {@link #version} to have them see the same state.
         */
        public Builder shard(int index, int count) {
            this.shardIndex = index;
            this.shardCount = count;
            return this;
        }

        /** 16 MiB by default. */
        public Builder maxItemBytes(int bytes) {
            this.maxItemBytes = bytes;
            return this;
        }

        /** 64 MiB by default. */
        public Builder maxPageBytes(long bytes) {
            this.maxPageBytes = bytes;
            return this;
        }

        public ItemsQuery build() {
            return new ItemsQuery(
                    pageSize, prefetchPages, version, hydrate, shardIndex, shardCount, maxItemBytes, maxPageBytes);
        }
    }
}
