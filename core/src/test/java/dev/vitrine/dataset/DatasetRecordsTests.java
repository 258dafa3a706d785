package dev.vitrine.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.vitrine.json.JsonValue;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetRecordsTests {

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "ACTIVE, ACTIVE",
        "ARCHIVED, ARCHIVED",
        "archived, ARCHIVED",
        "PAUSED, UNKNOWN",
        "'', UNKNOWN",
        ", UNKNOWN"
    })
    void statusOf_wireValue_isTolerant(@Nullable String wireValue, DatasetStatus status) {
        assertThat(DatasetStatus.of(wireValue)).isEqualTo(status);
    }

    @Test
    void newItem_withoutId_getsOneThatStays() {
        NewDatasetItem item =
                NewDatasetItem.in("visual/qa").input(Map.of("q", 1)).build();
        NewDatasetItem other = NewDatasetItem.in("visual/qa").build();

        assertThat(UUID.fromString(item.id())).hasToString(item.id());
        assertThat(item.id()).isNotEqualTo(other.id());
        assertThat(item.input()).isEqualTo(Map.of("q", 1));
        assertThat(other.input()).isNull();
    }

    @Test
    void newItem_allSet_keepsAll() {
        NewDatasetItem item = NewDatasetItem.in("a")
                .datasetName("b")
                .id("id-1")
                .input("i")
                .expectedOutput("e")
                .metadata("m")
                .sourceTraceId("t")
                .sourceObservationId("o")
                .status(DatasetStatus.ARCHIVED)
                .build();

        assertThat(item).isEqualTo(new NewDatasetItem("b", "id-1", "i", "e", "m", "t", "o", DatasetStatus.ARCHIVED));
    }

    @Test
    void newItem_badArguments_areNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewDatasetItem.in("a").id("x".repeat(256)).build())
                .withMessageContaining("id ")
                .withMessageContaining("256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewDatasetItem.in("a").id("").build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewDatasetItem.in(" ").build())
                .withMessageContaining("datasetName");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        NewDatasetItem.in("a").status(DatasetStatus.UNKNOWN).build())
                .withMessageContaining("status");
        assertThat(NewDatasetItem.in("a").id("x".repeat(255)).build().id()).hasSize(255);
    }

    @Test
    void from_pulledItem_keepsIdValuesAndSources() {
        DatasetItem item = item(DatasetStatus.ARCHIVED);

        assertThat(NewDatasetItem.from(item).build())
                .isEqualTo(new NewDatasetItem(
                        "visual/qa",
                        "id-1",
                        item.input(),
                        item.expectedOutput(),
                        item.metadata(),
                        "t",
                        null,
                        DatasetStatus.ARCHIVED));
        assertThat(NewDatasetItem.from(item(DatasetStatus.UNKNOWN)).build().status())
                .as("a status that is not understood is not sent")
                .isNull();
        assertThat(item).hasToString("DatasetItem[visual/qa, id-1, ARCHIVED]");
    }

    @Test
    void newDataset_allSet_keepsAll() {
        NewDataset dataset = NewDataset.named("visual/qa")
                .description("d")
                .metadata(Map.of("a", 1))
                .inputSchema(Map.of("type", "object"))
                .expectedOutputSchema(Map.of("type", "string"))
                .build();

        assertThat(dataset)
                .isEqualTo(new NewDataset(
                        "visual/qa", "d", Map.of("a", 1), Map.of("type", "object"), Map.of("type", "string")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewDataset.named("").build())
                .withMessageContaining("name");
        assertThatNullPointerException()
                .isThrownBy(() -> NewDataset.named(nothing()).build())
                .withMessage("name");
    }

    @Test
    void toString_neverShowsWhatUsersPutIn() {
        assertThat(NewDataset.named("n")
                        .metadata("secret")
                        .description("secret")
                        .build())
                .hasToString("NewDataset[n]");
        assertThat(NewDatasetItem.in("n")
                        .id("i")
                        .input("secret")
                        .metadata("secret")
                        .build())
                .hasToString("NewDatasetItem[n, i]");
    }

    private static DatasetItem item(DatasetStatus status) {
        JsonValue secret = JsonValue.of("secret");
        return new DatasetItem(
                "id-1", "ds-1", "visual/qa", status, secret, secret, secret, "t", null, Instant.EPOCH, Instant.EPOCH);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }
}
