package dev.vitrine.examples

import java.io.PrintStream
import java.util.Locale

/** What the demo shows: a progress bar on a terminal, plain lines elsewhere, and a table at the end. */
internal class DemoScreen(
    private val out: PrintStream,
    private val terminal: Boolean,
) {
    private var done = 0

    fun say(line: String) = out.println(line)

    fun begin() {
        done = 0
    }

    /** One step of [total] is done. Called from one thread at a time. */
    fun step(
        verb: String,
        total: Int,
        what: String,
    ) {
        done++
        if (!terminal) {
            out.println("  $verb $done/$total $what")
            return
        }
        val filled = BAR * done / maxOf(1, total)
        out.print(
            "\r  %-8s [%s%s] %d/%d %-40.40s".format(
                verb,
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                done,
                total,
                what,
            ),
        )
        if (done == total) {
            out.println()
        }
        out.flush()
    }

    fun table(rows: List<Row>) {
        val cells = listOf(listOf("item", "type", "size", "upload", "verified")) + rows.map { it.cells() }
        val widths = cells.first().indices.map { column -> cells.maxOf { it[column].length } }
        val lines =
            cells.map { line ->
                line
                    .mapIndexed { column, cell ->
                        if (column == SIZE) cell.padStart(widths[column]) else cell.padEnd(widths[column])
                    }.joinToString("  ")
                    .trimEnd()
            }
        out.println()
        lines.forEachIndexed { number, line ->
            out.println("  $line")
            if (number == 0) out.println("  " + "-".repeat(line.length))
        }
        out.println()
    }

    /** One media of one item. */
    class Row(
        private val item: String,
        private val type: String,
        private val bytes: Long,
        private val upload: String,
        private val verified: Boolean,
    ) {
        fun cells() = listOf(item, type, size(bytes), upload, if (verified) "yes" else "NO")
    }

    private companion object {
        const val BAR = 30

        /** The column of numbers. */
        const val SIZE = 2

        fun size(bytes: Long): String =
            when {
                bytes < 1024 -> "$bytes B"
                bytes < 1024 * 1024 -> "%.1f KiB".format(Locale.ROOT, bytes / 1024.0)
                else -> "%.1f MiB".format(Locale.ROOT, bytes / (1024.0 * 1024.0))
            }
    }
}
