package dev.vitrine.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.benchmarks.contest.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTests {
    private static final Options OPTIONS = Options.from(name -> name.equals("scale") ? "0.5" : "");

    @Test
    void median_ofOddAndEven_isTheMiddle() {
        assertThat(Statistics.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
        assertThat(Statistics.median(List.of(Double.NaN, 7.0))).isEqualTo(7.0);
        assertThat(Statistics.median(List.of())).isNaN();
        assertThat(Statistics.least(List.of(2.0, Double.NaN, 1.5))).isEqualTo(1.5);
    }

    @Test
    void ratio_ofNothing_isNoNumber() {
        assertThat(Statistics.ratio(1, 4)).isEqualTo(0.25);
        assertThat(Statistics.ratio(1, 0)).isNaN();
        assertThat(Statistics.ratio(Double.NaN, 1)).isNaN();
    }

    @Test
    void text_hasThreeDigits() {
        assertThat(Statistics.text(0.12345)).isEqualTo("0.123");
        assertThat(Statistics.text(1.2345)).isEqualTo("1.23");
        assertThat(Statistics.text(12.345)).isEqualTo("12.3");
        assertThat(Statistics.text(12345.6)).isEqualTo("12,346");
        assertThat(Statistics.text(Double.NaN)).isEqualTo("–");
    }

    @Test
    void markdown_ofLines_isATableOfOneWidth() {
        assertThat(Tables.markdown(List.of(List.of("name", "s"), List.of("a|b", "1.0"))))
                .isEqualTo("""
                        | name |   s |
                        |------|----:|
                        | a\\|b | 1.0 |
                        """);
        assertThatThrownBy(() -> Tables.markdown(List.of(List.of("a"), List.of("a", "b"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void report_ofTwoContestants_hasColdWarmAndRatios() {
        Row ours = row(Roster.OURS, 2.0, 1.0, 0.8);
        Row other = row("loop", 4.0, 2.0, 3.0);
        Row failed = new Row(new Entry("jdk", Workload.W1, "x", ""), 20);
        failed.failed("7 PUTs instead of 8");

        String report = new Report(Map.of("cores", "2"), OPTIONS, List.of(ours, other, failed)).markdown();

        assertThat(report).contains("- cores: 2", "- scale: 0.5", "## W1, dataset items of 16 KiB each, 20 ms");
        assertThat(cells(report, "vitrine")).startsWith("vitrine", "2.00", "0.900", "0.800");
        assertThat(cells(report, "loop"))
                .startsWith("loop", "4.00", "2.50", "2.00")
                .endsWith("0.500", "0.360", "0.360");
        assertThat(cells(report, "jdk")).contains("7 PUTs instead of 8");
    }

    @Test
    void json_ofRows_holdsEveryPass() throws Exception {
        JsonNode all = new ObjectMapper()
                .readTree(Results.json(Map.of("cores", "2"), OPTIONS, List.of(row("loop", 4.0, 2.0, 3.0))));

        assertThat(all.path("machine").path("cores").textValue()).isEqualTo("2");
        assertThat(all.path("rows")
                        .path(0)
                        .path("cold")
                        .path(0)
                        .path("wallSeconds")
                        .doubleValue())
                .isEqualTo(4.0);
        assertThat(all.path("rows").path(0).path("warm")).hasSize(2);
    }

    private static Row row(String name, double... wall) {
        Row row = new Row(new Entry(name, Workload.W1, "x", ""), 20);
        row.add(Arrays.stream(wall)
                .mapToObj(seconds -> new Pass(seconds, seconds, 0.1, Double.NaN, 100, 10, 32, 32, 8, 0))
                .toList());
        return row;
    }

    private static List<String> cells(String report, String name) {
        String line = report.lines()
                .filter(each -> each.startsWith("| " + name + " "))
                .findFirst()
                .orElseThrow();
        return Arrays.stream(line.substring(1).split("\\|", -1))
                .map(String::strip)
                .filter(cell -> !cell.isEmpty())
                .toList();
    }
}
