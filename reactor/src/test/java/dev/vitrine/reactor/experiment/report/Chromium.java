package dev.vitrine.reactor.experiment.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A browser of this machine, without a window. */
record Chromium(Path binary, Path work) {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

    /** The one that {@code CHROME_BIN} names, or the first on the path. */
    static Optional<Chromium> find(Path work) {
        String given = System.getenv("CHROME_BIN");
        Stream<Path> named = given == null || given.isBlank() ? Stream.empty() : Stream.of(Path.of(given));
        String path = System.getenv("PATH");
        Stream<Path> onPath = Stream.of((path == null ? "" : path).split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder).resolve(name)));
        return Stream.concat(named, onPath)
                .filter(Files::isExecutable)
                .findFirst()
                .map(binary -> new Chromium(binary, work));
    }

    /** What it made of the page. */
    record Visit(String dom, String log) {}

    /** The page after its scripts ran. */
    Visit visit(Path page) throws IOException, InterruptedException {
        return run("--dump-dom", page.toUri().toString());
    }

    /** A picture of the page. */
    Path picture(Path page, String name, int width, String... more) throws IOException, InterruptedException {
        Path picture = work.resolve(name);
        Files.deleteIfExists(picture);
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--window-size=" + width + ",1600", "--screenshot=" + picture.toAbsolutePath()));
        arguments.add(page.toUri().toString());
        run(arguments.toArray(String[]::new));
        return picture;
    }

    private Visit run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                binary.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
                "--disable-extensions",
                "--enable-logging=stderr",
                "--user-data-dir=" + work.resolve("profile").toAbsolutePath()));
        command.addAll(List.of(arguments));
        Path out = work.resolve("out.txt");
        Path log = work.resolve("log.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IOException("the browser did not end within a minute");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Visit(
                Files.readString(out, StandardCharsets.UTF_8), Files.readString(log, StandardCharsets.ISO_8859_1));
    }
}
