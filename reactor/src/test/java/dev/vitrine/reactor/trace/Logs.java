package dev.vitrine.reactor.trace;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is logged while it is open: the simple backend writes to the standard error. */
public final class Logs implements AutoCloseable {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Logs() {
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    public static Logs capture() {
        return new Logs();
    }

    public String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    public List<String> warnings() {
        return text().lines().filter(line -> line.contains("WARN")).toList();
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
