package dev.vitrine.embedded.support;

import static java.util.Objects.requireNonNull;

import dev.vitrine.embedded.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A platform in a process of its own, with the keys {@code pk-main} and {@code sk-main}. */
public final class PlatformProcess implements AutoCloseable {
    private final Process process;
    private final Path temporary;
    private final String url;

    private PlatformProcess(Process process, Path temporary, String url) {
        this.process = process;
        this.temporary = temporary;
        this.url = url;
    }

    /** Starts it with its files below {@code temporary} and returns when it has printed its first line. */
    public static PlatformProcess start(Path temporary, String... jvmArguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(requireNonNull(System.getProperty("java.home")), "bin", "java")
                .toString());
        command.addAll(List.of(jvmArguments));
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-classpath");
        command.add(requireNonNull(System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(List.of("0", "pk-main", "sk-main"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = process.inputReader();
        return new PlatformProcess(process, temporary, requireNonNull(out.readLine(), "no line was printed"));
    }

    /** The first line that it printed. */
    public String url() {
        return url;
    }

    /** The directories of platforms below the temporary one. */
    public long directories() throws IOException {
        try (Stream<Path> list = Files.list(temporary)) {
            return list.filter(path -> path.getFileName().toString().startsWith("vitrine-embedded-"))
                    .count();
        }
    }

    /** Asks it to stop; whether it did. */
    public boolean stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
