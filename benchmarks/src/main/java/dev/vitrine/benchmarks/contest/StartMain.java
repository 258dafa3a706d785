package dev.vitrine.benchmarks.contest;

import java.util.Arrays;

/** The shortest program with a contestant in it: says {@code FIRST} when its first call is complete, and then idles. */
public final class StartMain {
    private StartMain() {}

    /** @param args class, variant, then the scene */
    @SuppressWarnings("SystemOut") // that is how it talks to its parent
    public static void main(String[] args) throws Exception {
        Scene scene = Scene.parse(Arrays.copyOfRange(args, 2, args.length));
        try (Contestant contestant = Contestants.create(args[0], args[1], scene)) {
            Outcome outcome = contestant.firstCall(scene);
            System.out.println("FIRST " + outcome.operations() + " " + outcome.references());
            while (System.in.read() >= 0) {
                continue;
            }
        }
        System.exit(0);
    }
}
