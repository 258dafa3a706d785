package dev.vitrine.benchmarks.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps a run: every pass as JSON, the medians as Markdown. */
final class Results {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Results() {}

    static void write(Path directory, Map<String, String> machine, Options options, List<Row> rows) throws IOException {
        Files.createDirectories(directory);
        Files.write(directory.resolve("results.json"), json(machine, options, rows));
        Files.writeString(directory.resolve("results.md"), new Report(machine, options, rows).markdown());
    }

    static byte[] json(Map<String, String> machine, Options options, List<Row> rows) throws IOException {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("machine", machine);
        all.put("rounds", options.rounds());
        all.put("scale", options.scale());
        all.put("rows", rows.stream().map(Results::row).toList());
        return MAPPER.writeValueAsBytes(all);
    }

    private static Map<String, @Nullable Object> row(Row row) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("workload", row.workload().id());
        all.put("latencyMillis", row.latencyMillis());
        all.put("contestant", row.name());
        all.put("jvm", row.entry().jvm());
        all.put("failure", row.failure());
        all.put("cold", row.coldPasses());
        all.put("warm", row.warmPasses());
        return all;
    }
}
