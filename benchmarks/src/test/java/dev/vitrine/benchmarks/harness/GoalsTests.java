package dev.vitrine.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.benchmarks.contest.Workload;
import dev.vitrine.benchmarks.harness.Goal.Figure;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GoalsTests {
    @Test
    void goals_nameContestantsOfTheirWorkload() {
        for (Goal goal : Goals.all(2)) {
            Set<String> names = Roster.entries().stream()
                    .filter(entry -> entry.workload() == goal.workload())
                    .map(Entry::name)
                    .collect(Collectors.toSet());
            assertThat(names).as(goal.text()).contains(goal.ours()).containsAll(goal.others());
        }
    }

    @Test
    void value_isTheShareOfTheBestOther() {
        Goal goal = new Goal(Workload.W1, 20, "vitrine", Figure.WALL, List.of("loop", "jdk", "js"), 0.7);
        List<Row> rows = List.of(row("vitrine", 1), row("loop", 4), row("jdk", 2));

        assertThat(goal.value(rows)).isEqualTo(0.5);
        assertThat(goal.text()).isEqualTo("W1, 20 ms, time: vitrine ÷ loop or jdk or js");
        assertThat(Goals.markdown(List.of(goal), rows)).contains("0.700", "0.500", "yes");
    }

    @Test
    void value_withoutOthers_isTheFigure() {
        Goal goal = new Goal(Workload.W1, 20, "vitrine", Figure.MEMORY, List.of(), 99);

        assertThat(goal.value(List.of(row("vitrine", 1)))).isEqualTo(100);
        assertThat(Goals.markdown(List.of(goal), List.of(row("vitrine", 1)))).contains("no");
    }

    @Test
    void markdown_ofWhatWasNotMeasured_isEmpty() {
        Goal goal = new Goal(Workload.W1, 20, "vitrine", Figure.WALL, List.of("loop"), 0.7);

        assertThat(Goals.markdown(List.of(goal), List.of(row("vitrine", 1)))).isEmpty();
        assertThat(Goals.markdown(List.of(goal), List.of(row("loop", 1)))).isEmpty();
    }

    private static Row row(String name, double wall) {
        Row row = new Row(new Entry(name, Workload.W1, "x", ""), 20);
        row.add(List.of(new Pass(wall, wall, 0.1, Double.NaN, 100, 10, 32, 32, 8, 0)));
        return row;
    }
}
