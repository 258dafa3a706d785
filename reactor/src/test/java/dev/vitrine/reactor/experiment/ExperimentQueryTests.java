package dev.vitrine.reactor.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What queries of experiments refuse. */
class ExperimentQueryTests {
    private static final Instant SINCE = Instant.parse("2026-11-01T00:00:00Z");

    private static ExperimentListQuery.Builder list() {
        return new ExperimentListQuery.Builder(SINCE);
    }

    private static ExperimentItemsQuery.Builder items() {
        return new ExperimentItemsQuery.Builder(SINCE);
    }

    @Test
    void bounds_areNamed() {
        for (int size : new int[] {0, 101}) {
            refused(() -> list().pageSize(size).build(), "pageSize must be 1 to 100, not " + size);
            refused(() -> items().pageSize(size).build(), "pageSize must be 1 to 100, not " + size);
        }
        for (int scores : new int[] {0, 51}) {
            refused(() -> list().maxScores(scores).build(), "maxScores must be 1 to 50");
            refused(() -> items().maxScores(scores).build(), "maxScores must be 1 to 50");
        }
        refused(() -> list().maxPageBytes(0).build(), "maxPageBytes");
        refused(() -> items().maxPageBytes(-1).build(), "maxPageBytes");
        assertThat(list().pageSize(1).maxScores(1).build().pageSize()).isEqualTo(1);
        assertThat(items().pageSize(100).maxScores(50).build().maxScores()).isEqualTo(50);
    }

    @Test
    void times_areInOrder() {
        refused(() -> list().startedBefore(SINCE).build(), "startedBefore must be after startedFrom");
        refused(() -> items().startedBefore(SINCE.minusSeconds(1)).build(), "startedBefore must be after");
    }

    @Test
    void values_thatTheWireCannotSay_areRefused() {
        refused(() -> list().names("a, b").build(), "names must not be blank or hold a comma");
        refused(() -> list().ids(" ").build(), "ids must not");
        refused(() -> list().datasetIds("").build(), "datasetIds must not");
        refused(() -> items().experimentIds("a,b").build(), "experimentIds must not");
        refused(() -> items().experimentNames("").build(), "experimentNames must not");
        refused(() -> items().itemIds(",").build(), "itemIds must not");
        refused(() -> items().datasetIds(",").build(), "datasetIds must not");
        String[] many = IntStream.range(0, 101).mapToObj(i -> "i" + i).toArray(String[]::new);
        refused(() -> items().itemIds(many).build(), "itemIds must be at most 100, not 101");
    }

    @Test
    void queries_areCopies() {
        String[] ids = {"a"};
        ExperimentListQuery query = list().ids(ids).build();
        ids[0] = "b";
        assertThat(query.ids()).isEqualTo(List.of("a"));
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without the checker may do
    void nulls_areNamed() {
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> new ExperimentListQuery.Builder(null))
                .withMessage("startedFrom");
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> new ExperimentItemsQuery.Builder(null))
                .withMessage("startedFrom");
    }

    private static void refused(Runnable build, String message) {
        assertThatIllegalArgumentException().isThrownBy(build::run).withMessageContaining(message);
    }
}
