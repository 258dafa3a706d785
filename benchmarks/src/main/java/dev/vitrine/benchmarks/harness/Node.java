package dev.vitrine.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The official JavaScript client, where node is at hand and its packages can be had. */
final class Node {
    private static final int INSTALL_MINUTES = 2;
    private final Path directory;

    private Node(Path directory) {
        this.directory = directory;
    }

    /**
     * Installs the packages under {@code work}.
     *
     * @param sources where the contestant and its package.json are
     * @return null where that is not possible
     */
    static @Nullable Node prepare(Path sources, Path work) {
        Path directory = work.resolve("js");
        if (Machine.command(work, "node", "--version").isEmpty() || !Files.isDirectory(sources)) {
            return null;
        }
        try {
            Files.createDirectories(directory);
            for (String file : List.of("package.json", "contestant.mjs", "work.mjs")) {
                Files.write(directory.resolve(file), Files.readAllBytes(sources.resolve(file)));
            }
            return Files.isDirectory(directory.resolve("node_modules/@langfuse/client")) || install(directory)
                    ? new Node(directory)
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean install(Path directory) throws IOException {
        Process npm = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("npm.log").toFile())
                .start();
        try {
            if (npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
                return npm.exitValue() == 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        npm.destroyForcibly();
        return false;
    }

    Child start(Entry entry, boolean startOnly, List<String> arguments, Path work, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(entry.jvm());
        command.add(directory.resolve("contestant.mjs").toString());
        command.add(startOnly ? "start" : "passes");
        command.addAll(arguments.subList(2, arguments.size()));
        return new Child(command, work, log);
    }
}
