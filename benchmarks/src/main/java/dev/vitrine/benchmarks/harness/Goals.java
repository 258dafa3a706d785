package dev.vitrine.benchmarks.harness;

import static dev.vitrine.benchmarks.contest.Workload.W1;
import static dev.vitrine.benchmarks.contest.Workload.W2;
import static dev.vitrine.benchmarks.contest.Workload.W3;
import static dev.vitrine.benchmarks.contest.Workload.W4;
import static dev.vitrine.benchmarks.contest.Workload.W5;
import static dev.vitrine.benchmarks.contest.Workload.W5_PAGE;
import static dev.vitrine.benchmarks.contest.Workload.W6;
import static dev.vitrine.benchmarks.contest.Workload.W8;
import static dev.vitrine.benchmarks.harness.Goal.Figure.COLD;
import static dev.vitrine.benchmarks.harness.Goal.Figure.CPU;
import static dev.vitrine.benchmarks.harness.Goal.Figure.MEMORY;
import static dev.vitrine.benchmarks.harness.Goal.Figure.THREADS;
import static dev.vitrine.benchmarks.harness.Goal.Figure.WALL;

import dev.vitrine.benchmarks.contest.Workload;
import java.util.ArrayList;
import java.util.List;

/** All goals, and which of them a run reached. */
final class Goals {
    private static final String OURS = Roster.OURS;
    private static final String LOOP = "loop";
    private static final String TUNED = "langfuse-java, tuned";
    private static final String PLAIN = "langfuse-java";
    private static final String JDK = "jdk";
    private static final String JS = "js";
    private static final int LATENCY = 20;
    private static final int FURTHER_THREADS = 6;

    private Goals() {}

    static List<Goal> all(int cores) {
        List<Goal> goals = new ArrayList<>(List.of(
                goal(W1, 0, WALL, 0.85, TUNED, JDK, JS),
                goal(W1, 0, CPU, 0.85, TUNED, JDK, JS),
                goal(W1, 0, WALL, 0.2, JS),
                goal(W1, LATENCY, WALL, 0.7, LOOP),
                goal(W1, LATENCY, WALL, 1, TUNED, JDK, JS),
                goal(W2, 0, WALL, 0.9, LOOP),
                goal(W2, 0, WALL, 0.65, TUNED, TUNED + ", byte[]", JDK, JS),
                goal(W2, 0, MEMORY, 1.1, LOOP),
                goal(W3, 0, MEMORY, 150),
                goal(W3, 0, WALL, 1, LOOP),
                goal(W3, 0, WALL, 0.55, TUNED),
                goal(W3, 0, WALL, 0.15, JS),
                goal(W4, 0, WALL, 0.6, LOOP),
                goal(W4, 0, WALL, 0.6, JS),
                goal(W4, 0, COLD, 1.2, JS),
                goal(W4, LATENCY, WALL, 0.85, LOOP),
                goal(W4, LATENCY, WALL, 0.15, JS, PLAIN)));
        for (String kind : List.of("maps", "nodes", "records")) {
            goals.add(new Goal(W5, 0, "vitrine encode, " + kind, WALL, List.of("jackson, " + kind), 1.2));
        }
        goals.add(new Goal(W5, 0, "vitrine replace, maps", WALL, List.of("js replace"), 0.05));
        goals.add(goal(W5_PAGE, 0, WALL, 0.2, "jayway set"));
        goals.add(goal(W6, 0, WALL, 0.95, LOOP));
        goals.add(new Goal(W6, 0, OURS + Roster.CDS, WALL, List.of(LOOP), 0.6));
        goals.add(goal(W6, 0, THREADS, cores + FURTHER_THREADS));
        goals.add(goal(W8, 0, CPU, 1.3, "opentelemetry-sdk"));
        return goals;
    }

    private static Goal goal(Workload workload, int latency, Goal.Figure figure, double most, String... others) {
        return new Goal(workload, latency, OURS, figure, List.of(others), most);
    }

    /** A line for each goal that the rows say something about; empty for none. */
    static String markdown(List<Goal> goals, List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("goal", "at most", "measured", "reached"));
        for (Goal goal : goals) {
            double value = goal.value(rows);
            if (!Double.isNaN(value)) {
                lines.add(List.of(
                        goal.text(),
                        Statistics.text(goal.most()),
                        Statistics.text(value),
                        value <= goal.most() ? "yes" : "no"));
            }
        }
        return lines.size() == 1 ? "" : "## Goals\n\n" + Tables.markdown(lines);
    }
}
