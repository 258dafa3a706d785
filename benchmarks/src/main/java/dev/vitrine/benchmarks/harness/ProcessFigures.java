package dev.vitrine.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of a process; NaN elsewhere. */
final class ProcessFigures {
    private static final double TICKS = 100;
    private static final int USER_TIME = 11; // of the fields behind the name
    private final Path directory;

    ProcessFigures(long pid) {
        this.directory = Path.of("/proc/" + pid);
    }

    /** User and system time of all threads, also of ended ones. */
    double cpuSeconds() {
        try {
            return cpuSeconds(Files.readString(directory.resolve("stat")));
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    static double cpuSeconds(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) / TICKS;
    }

    double peakRssMiB() {
        return status("VmHWM") / 1024;
    }

    double rssMiB() {
        return status("VmRSS") / 1024;
    }

    double threads() {
        return status("Threads");
    }

    private double status(String field) {
        try {
            return status(Files.readString(directory.resolve("status")), field);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    static double status(String status, String field) {
        return status.lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line ->
                        line.substring(field.length() + 1).replace("kB", "").strip())
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElse(Double.NaN);
    }
}
