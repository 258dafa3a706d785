package dev.vitrine.benchmarks.contest;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A contestant in a process of its own. Says {@code READY}; for each line that it is sent makes a pass and says
 * {@code DONE}, the wall time in nanoseconds of one call, the heap bytes that were allocated for it, and the outcome.
 * Ends with its input.
 */
public final class ContestantMain {
    private ContestantMain() {}

    /** @param args class, variant, workload, then the scene */
    @SuppressWarnings("SystemOut") // that is how it talks to its parent
    public static void main(String[] args) throws Exception {
        Workload workload = Workload.valueOf(args[2]);
        Scene scene = Scene.parse(Arrays.copyOfRange(args, 3, args.length));
        Allocations allocations = new Allocations();
        allocations.begin();
        allocations.sinceBegin(); // its own classes are loaded before the first pass
        Contestant contestant = null;
        Contestants.prepare(args[0], args[1], workload, scene);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        System.out.println("READY");
        boolean cold = true;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            int calls = workload.repetitions(cold);
            cold = false;
            allocations.begin();
            long start = System.nanoTime();
            if (contestant == null) { // what it costs to make the client belongs to the first pass
                contestant = Contestants.create(args[0], args[1], scene);
            }
            Outcome outcome = workload.run(contestant, scene);
            for (int i = 1; i < calls; i++) {
                outcome = workload.run(contestant, scene);
            }
            long took = (System.nanoTime() - start) / calls;
            System.out.println("DONE " + took + " " + allocations.sinceBegin() / calls + " " + outcome.operations()
                    + " " + outcome.references() + " " + outcome.hash());
        }
        if (contestant != null) {
            contestant.close();
        }
        System.exit(0); // some clients leave threads behind
    }
}
