package dev.vitrine.reactor.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.experiment.ExperimentItem;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemAttributesTests {
    @Test
    void itemId_ofLocalData_isTheSameForTheSameInput() {
        assertThat(ItemAttributes.itemId(ExperimentItem.of("item-789012"))).isEqualTo("ee3384f3cc0c09b6");
        assertThat(ItemAttributes.itemId(ExperimentItem.of(""))).isEqualTo("e3b0c44298fc1c14");
        assertThat(ItemAttributes.itemId(ExperimentItem.of(Map.of("a", 1))))
                .isEqualTo(ItemAttributes.itemId(ExperimentItem.of(Map.of("a", 1))))
                .matches("[0-9a-f]{16}");
    }

    @Test
    void itemId_thatIsGiven_stays() {
        assertThat(ItemAttributes.itemId(ExperimentItem.of("x").id("mine"))).isEqualTo("mine");
    }
}
