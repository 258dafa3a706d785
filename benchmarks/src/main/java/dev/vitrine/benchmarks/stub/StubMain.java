package dev.vitrine.benchmarks.stub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The stub in a process of its own. Prints its URL, then obeys lines: {@code reset MILLIS} and {@code counts}. Ends with
 * its input.
 */
public final class StubMain {
    private StubMain() {}

    /** @param args how many pages the dataset has */
    @SuppressWarnings("SystemOut") // that is how it talks to its parent
    public static void main(String[] args) throws IOException {
        try (StubServer server = StubServer.start(Integer.parseInt(args[0]));
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            System.out.println(server.url());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("reset ")) {
                    server.reset(Integer.parseInt(line.substring("reset ".length())));
                }
                System.out.println(server.counts().line());
            }
        }
    }
}
