package dev.vitrine.examples;

import dev.vitrine.reactor.transfer.BlobReceipt;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the demo shows: a progress bar on a terminal, plain lines elsewhere, and a table at the end. */
final class DemoScreen {
    private static final int BAR = 30;
    private final PrintStream out;
    private final boolean terminal;
    private int done;

    DemoScreen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void say(String line) {
        out.println(line);
    }

    void begin() {
        done = 0;
    }

    /** One step of {@code total} is done. Called from one thread at a time. */
    void step(String verb, int total, String what) {
        done++;
        if (!terminal) {
            out.printf("  %s %d/%d %s%n", verb, done, total, what);
            return;
        }
        int filled = BAR * done / Math.max(1, total);
        out.printf(
                "\r  %-8s [%s%s] %d/%d %-40.40s",
                verb, "#".repeat(filled), ".".repeat(BAR - filled), done, total, what);
        if (done == total) {
            out.println();
        }
        out.flush();
    }

    void table(List<Row> rows) {
        List<String[]> cells = new ArrayList<>();
        cells.add(new String[] {"item", "type", "size", "upload", "verified"});
        for (Row row : rows) {
            cells.add(new String[] {row.item, row.type, size(row.bytes), row.upload, row.verified ? "yes" : "NO"});
        }
        int[] widths = new int[5];
        cells.forEach(line -> {
            for (int i = 0; i < line.length; i++) {
                widths[i] = Math.max(widths[i], line[i].length());
            }
        });
        out.println();
        for (int r = 0; r < cells.size(); r++) {
            StringBuilder text = new StringBuilder("  ");
            for (int i = 0; i < widths.length; i++) {
                text.append(
                        String.format(i == 2 ? "%" + widths[i] + "s  " : "%-" + widths[i] + "s  ", cells.get(r)[i]));
            }
            out.println(text.toString().stripTrailing());
            if (r == 0) {
                out.println("  " + "-".repeat(text.toString().stripTrailing().length() - 2));
            }
        }
        out.println();
    }

    static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        return bytes < 1024 * 1024
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / (1024.0 * 1024.0));
    }

    /** One media of one item. */
    record Row(String item, String type, long bytes, String upload, boolean verified) {
        static String upload(BlobReceipt receipt) {
            return receipt.deduplicated() ? "deduplicated" : "uploaded";
        }
    }
}
