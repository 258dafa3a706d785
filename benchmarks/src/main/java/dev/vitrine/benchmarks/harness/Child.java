package dev.vitrine.benchmarks.harness;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process that is talked to in lines. What it says on its error output goes to a file. */
final class Child implements AutoCloseable {
    /** Of a contestant: what hangs must not hang the run. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private static final int SECONDS_TO_END = 60;

    private final Process process;
    private final Path log;
    private final BufferedReader from;
    private final BufferedWriter to;
    private final ProcessFigures figures;
    private final CompletableFuture<Process> guard;
    private final Duration limit;

    Child(List<String> command, Path directory, Path log) throws IOException {
        this(command, directory, log, LIMIT);
    }

    /** @param limit how long it may take in all */
    Child(List<String> command, Path directory, Path log, Duration limit) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        this.log = log;
        this.limit = limit;
        this.process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        this.from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        this.to = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII));
        this.figures = new ProcessFigures(process.pid());
        this.guard = process.onExit().orTimeout(limit.toSeconds(), TimeUnit.SECONDS);
        var unused = guard.whenComplete((ended, late) -> process.destroyForcibly());
    }

    /** A JVM with these options and jars. */
    static List<String> java(List<String> options, List<Path> classPath, String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(String.join(
                File.pathSeparator, classPath.stream().map(Path::toString).toList()));
        command.add(main);
        command.addAll(List.of(arguments));
        return command;
    }

    void say(String line) throws IOException {
        to.write(line);
        to.newLine();
        to.flush();
    }

    String hear() throws IOException {
        String line = from.readLine();
        if (line == null) {
            throw new EOFException("ended, or was ended after " + limit.toMinutes() + " minutes; see " + log);
        }
        return line;
    }

    /** The rest of the next line, which must start with a word. */
    String hear(String word) throws IOException {
        String line = hear();
        while (line.startsWith("[")) { // what a JVM itself says, such as that it records
            line = hear();
        }
        if (!line.startsWith(word)) {
            throw new IOException("said " + line + " instead of " + word + "; see " + log);
        }
        return line.substring(word.length()).strip();
    }

    ProcessFigures figures() {
        return figures;
    }

    /** Ends its input, upon which it ends itself, which may include writing an archive of its classes. */
    @Override
    public void close() throws IOException {
        try {
            if (process.isAlive()) {
                to.close();
            }
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        } finally {
            guard.cancel(false);
        }
    }
}
