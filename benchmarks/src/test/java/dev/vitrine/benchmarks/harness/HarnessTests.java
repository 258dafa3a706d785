package dev.vitrine.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.benchmarks.contest.Workload;
import java.io.EOFException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HarnessTests {

    @TempDir
    Path directory;

    @Test
    void options_byDefault_areEverythingOnce() {
        Options options = Options.from(name -> "");

        assertThat(options.workloads()).containsExactly(Workload.values());
        assertThat(options.latencies(Workload.W1)).containsExactly(0, 20);
        assertThat(options.latencies(Workload.W2)).containsExactly(0);
        assertThat(options.rounds()).isEqualTo(1);
        assertThat(options.results()).endsWithRaw(Path.of("results"));
        assertThat(Roster.entries()).allMatch(options::takes);
    }

    @Test
    void options_ofAPart_leaveTheResultsOfTheWholeBe() {
        Map<String, String> given = Map.of("bench", "W3, W4", "latency", "5", "rounds", "3", "contestants", "loop");
        Options options = Options.from(name -> given.getOrDefault(name, ""));

        assertThat(options.workloads()).containsExactly(Workload.W3, Workload.W3_PUBLISHER, Workload.W4);
        assertThat(options.latencies(Workload.W4)).containsExactly(5);
        assertThat(options.results()).endsWithRaw(Path.of("target/bench"));
        assertThat(Roster.entries().stream().filter(options::takes).map(Entry::name))
                .containsExactly("loop", "loop");
        assertThatThrownBy(() -> Options.from(name -> name.equals("bench") ? "W9" : ""))
                .hasMessageContaining("W9");
    }

    @Test
    void figures_areReadFromWhatLinuxWrites() {
        String stat = "4711 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20 0 27 0 1 2 3";

        assertThat(ProcessFigures.cpuSeconds(stat)).isEqualTo(3.0);
        assertThat(ProcessFigures.status("Name:\tjava\nVmHWM:\t  2048 kB\nThreads:\t27\n", "VmHWM"))
                .isEqualTo(2048);
        assertThat(ProcessFigures.status("Threads:\t27\n", "Threads")).isEqualTo(27);
        assertThat(ProcessFigures.status("", "VmHWM")).isNaN();
        assertThat(new ProcessFigures(-1).cpuSeconds()).isNaN();
    }

    @Test
    void classPath_directories_becomeJars() throws Exception {
        Path classes = Files.createDirectories(directory.resolve("classes/a"));
        Files.writeString(classes.resolve("b.txt"), "text");
        Path jar = Files.writeString(directory.resolve("some.jar"), "not looked at");
        String path = directory.resolve("classes")
                + File.pathSeparator
                + jar
                + File.pathSeparator
                + directory.resolve("none");

        List<Path> jars = ClassPath.jars(path, directory.resolve("lib"));

        assertThat(jars).hasSize(2).contains(jar);
        try (JarFile made = new JarFile(jars.get(0).toFile())) {
            assertThat(made.getEntry("a/b.txt")).isNotNull();
        }
    }

    @Test
    void stub_inAProcessOfItsOwn_answersItsParent() throws Exception {
        List<Path> jars = ClassPath.jars(System.getProperty("java.class.path"), directory.resolve("lib"));
        try (Stub stub = new Stub(jars, directory, 1)) {
            assertThat(stub.url().getPort()).isPositive();
            stub.reset(0);
            assertThat(stub.counts().pages()).isZero();
        }
    }

    @Test
    void child_thatEnds_isAnErrorThatNamesItsLog() throws Exception {
        Path log = directory.resolve("logs/child.log");
        try (Child child = new Child(Child.java(List.of(), List.of(directory), "no.such.Class"), directory, log)) {
            assertThatThrownBy(child::hear).isInstanceOf(EOFException.class).hasMessageContaining(log.toString());
        }
        assertThat(log).isNotEmptyFile();
    }
}
