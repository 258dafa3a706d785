package dev.vitrine.benchmarks.harness;

import java.util.List;

/** Writes Markdown tables with columns of one width, so that they can be read in a terminal, too. */
final class Tables {
    private Tables() {}

    /** @param lines the header and the lines under it, all of one length; the first column is text, the others numbers */
    static String markdown(List<List<String>> lines) {
        int columns = lines.get(0).size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            if (line.size() != columns) {
                throw new IllegalArgumentException(
                        "a line of " + line.size() + " in a table of " + columns + " columns");
            }
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(Math.max(3, widths[i]), line.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            line(out, lines.get(i), widths);
            if (i == 0) {
                rule(out, widths);
            }
        }
        return out.toString();
    }

    private static void line(StringBuilder out, List<String> cells, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i).replace("|", "\\|").replace('\n', ' ');
            String space = " ".repeat(Math.max(0, widths[i] - cell.length()));
            out.append("| ").append(i == 0 ? cell + space : space + cell).append(' ');
        }
        out.append("|\n");
    }

    private static void rule(StringBuilder out, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            out.append('|').append("-".repeat(widths[i] + 1)).append(i == 0 ? '-' : ':');
        }
        out.append("|\n");
    }
}
