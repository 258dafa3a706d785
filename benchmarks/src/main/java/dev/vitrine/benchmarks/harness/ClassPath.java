package dev.vitrine.benchmarks.harness;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** This process's class path with jars in place of directories: as applications are started, and what AppCDS asks for. */
final class ClassPath {
    private ClassPath() {}

    static List<Path> jars(String classPath, Path into) throws IOException {
        Files.createDirectories(into);
        List<Path> jars = new ArrayList<>();
        for (String part : Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(part -> !part.isBlank()) // would be the working directory, with the jars that are made here
                .distinct()
                .toList()) {
            Path path = Path.of(part);
            if (Files.isDirectory(path)) {
                Path jar = into.resolve("classes-" + jars.size() + ".jar");
                pack(path, jar);
                jars.add(jar);
            } else if (Files.isRegularFile(path)) {
                jars.add(path);
            }
        }
        return jars;
    }

    private static void pack(Path directory, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(directory)) {
            files.filter(Files::isRegularFile).sorted().forEach(path -> add(directory, path, out));
        }
    }

    private static void add(Path directory, Path path, JarOutputStream out) {
        try {
            out.putNextEntry(new JarEntry(directory.relativize(path).toString().replace(File.separatorChar, '/')));
            Files.copy(path, out);
            out.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
