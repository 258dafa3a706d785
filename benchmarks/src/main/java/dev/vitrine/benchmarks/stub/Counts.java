package dev.vitrine.benchmarks.stub;

import java.util.ArrayList;
import java.util.List;

/**
 * What the stub was asked for since it was last reset.
 *
 * @param registrations media that were announced
 * @param puts contents that arrived whole
 * @param putBytes their bytes
 * @param confirmations reports of transfers
 * @param items dataset items that were made
 * @param pages pages of items that were sent
 * @param spans spans that were exported
 * @param unknown requests that the stub has no answer for
 * @param connections connections that were opened
 * @param mostInFlight the most requests under way at a time
 */
public record Counts(
        long registrations,
        long puts,
        long putBytes,
        long confirmations,
        long items,
        long pages,
        long spans,
        long unknown,
        long connections,
        long mostInFlight) {

    /** On one line, for {@link #parse}. */
    String line() {
        return String.join(
                " ",
                List.of(
                                registrations,
                                puts,
                                putBytes,
                                confirmations,
                                items,
                                pages,
                                spans,
                                unknown,
                                connections,
                                mostInFlight)
                        .stream()
                        .map(String::valueOf)
                        .toList());
    }

    /** @throws IllegalArgumentException if it is not such a line */
    public static Counts parse(String line) {
        List<Long> values = new ArrayList<>();
        for (String value : line.strip().split(" ", -1)) {
            values.add(Long.valueOf(value));
        }
        if (values.size() != 10) {
            throw new IllegalArgumentException("not the counts of a stub: " + line);
        }
        return new Counts(
                values.get(0),
                values.get(1),
                values.get(2),
                values.get(3),
                values.get(4),
                values.get(5),
                values.get(6),
                values.get(7),
                values.get(8),
                values.get(9));
    }
}
