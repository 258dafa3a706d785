package dev.vitrine.reactor.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemsQueryTests {

    @Test
    void takes_anyCount_partsAreDisjointAndComplete() {
        for (int count : new int[] {1, 2, 3, 7, 16}) {
            int parts = count;
            for (int item = 0; item < 2_000; item++) {
                String id = "item-ü-" + item;
                long takers = IntStream.range(0, parts)
                        .filter(index -> shard(index, parts).takes(id))
                        .count();
                assertThat(takers).isOne();
            }
        }
    }

    @Test
    void takes_manyIds_spreadsEvenly() {
        long taken = IntStream.range(0, 10_000)
                .filter(item -> shard(1, 4).takes("item-" + item))
                .count();

        assertThat(taken).isBetween(2_200L, 2_800L);
    }

    @Test
    void takes_knownId_isStable() {
        assertThat(shard(2, 4).takes("item-1")).isEqualTo(shard(2, 4).takes("item-1"));
        assertThat(IntStream.range(0, 10)
                        .filter(index -> shard(index, 10).takes("hello"))
                        .boxed())
                .containsExactly(0x3610a686 % 10); // the CRC-32 of hello
    }

    @Test
    void build_outOfRange_namesTheParameter() {
        rejects(new ItemsQuery.Builder().pageSize(0), "pageSize");
        rejects(new ItemsQuery.Builder().pageSize(101), "pageSize");
        rejects(new ItemsQuery.Builder().prefetchPages(0), "prefetchPages");
        rejects(new ItemsQuery.Builder().prefetchPages(65), "prefetchPages");
        rejects(new ItemsQuery.Builder().shard(3, 3), "shardIndex");
        rejects(new ItemsQuery.Builder().shard(-1, 3), "shardIndex");
        rejects(new ItemsQuery.Builder().shard(0, 0), "shardCount");
        rejects(new ItemsQuery.Builder().maxItemBytes(0), "maxItemBytes");
        rejects(new ItemsQuery.Builder().maxPageBytes(0), "maxPageBytes");
    }

    private static void rejects(ItemsQuery.Builder builder, String parameter) {
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining(parameter);
    }

    private static ItemsQuery shard(int index, int count) {
        return new ItemsQuery.Builder().shard(index, count).build();
    }
}
