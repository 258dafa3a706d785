package dev.vitrine.reactor.experiment.report;

import dev.vitrine.experiment.ExperimentResult;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Consumer;

/** Reports as text. */
final class Rendered {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Rendered() {}

    static String html(ExperimentResult result) {
        return html(result, options -> {});
    }

    static String html(ExperimentResult result, Consumer<ReportOptions.Builder> options) {
        return text(ExperimentReport.of(result, options));
    }

    static String text(ExperimentReport report) {
        return Objects.requireNonNull(report.content()
                .map(Samples::text)
                .collect(StringBuilder::new, StringBuilder::append)
                .map(StringBuilder::toString)
                .block(PATIENCE));
    }

    static String dataUri(String type, byte[] bytes) {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    /** Without style, script and policy, which change by themselves. */
    static String structure(String html) {
        return html.replaceAll("(?s)<style>.*?</style>", "<style></style>")
                .replaceAll("(?s)<script>.*?</script>", "<script></script>")
                .replaceAll("(Security-Policy\" content=)\"[^\"]*\"", "$1\"\"");
    }
}
