package dev.vitrine.reactor.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.ExperimentItem;
import dev.vitrine.experiment.ExperimentItemResult;
import dev.vitrine.experiment.ExperimentResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a report, and that none of it is markup. */
class ReportContentTests {

    @Test
    void report_ofThreeItems_hasTheGoldenStructure() throws IOException {
        ExperimentResult result = new ExperimentResult(
                "capitals",
                "capitals - monday",
                "Three countries.",
                List.of(
                        Samples.item(
                                0,
                                "France?",
                                "Paris",
                                "Paris",
                                Evaluation.numeric("similarity", 1),
                                Evaluation.bool("exact", true)),
                        Samples.item(
                                2,
                                Map.of("country", "Italy"),
                                "Rome",
                                "Milan",
                                Evaluation.numeric("similarity", 0.25).comment("another city"),
                                Evaluation.bool("exact", false))),
                List.of(Samples.failure(1, "Atlantis?", new IllegalStateException("no such country"))),
                List.of(Evaluation.numeric("pass_rate", 0.5).comment("of two")),
                "0123456789abcdef",
                "run-1",
                "https://langfuse.example/project/p/datasets/d/runs/run-1",
                "https://langfuse.example/project/p");
        try (InputStream golden = getClass().getResourceAsStream("capitals.html")) {
            assertThat(Rendered.structure(Rendered.html(result)))
                    .isEqualTo(new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "</style></script><svg onload=alert(1)>",
                "<!-- --><iframe src=javascript:alert(1)>",
                "&lt;b&gt; &amp; `x`"
            })
    void textFromAnywhere_isNeverMarkup(String evil) {
        ExperimentItemResult item = new ExperimentItemResult(
                0,
                ExperimentItem.of(Map.of(evil, evil), evil, evil).id(evil),
                evil,
                List.of(
                        Evaluation.categorical(evil, evil).comment(evil),
                        Evaluation.text(evil + "2", evil),
                        Evaluation.numeric(evil + "3", 1)),
                evil,
                evil,
                evil);
        ExperimentResult result = new ExperimentResult(
                evil,
                evil,
                evil,
                List.of(item),
                List.of(Samples.failure(1, evil, new IllegalStateException(evil))),
                List.of(Evaluation.categorical(evil, evil).comment(evil)),
                evil,
                evil,
                "javascript:" + evil,
                "javascript:" + evil);
        String plain = Rendered.structure(Rendered.html(result));
        String harmless = Rendered.structure(Rendered.html(new ExperimentResult(
                "n",
                "r",
                "d",
                List.of(new ExperimentItemResult(
                        0,
                        ExperimentItem.of(Map.of("k", "v"), "e", "m").id("i"),
                        "o",
                        List.of(
                                Evaluation.categorical("a", "a").comment("c"),
                                Evaluation.text("b", "b"),
                                Evaluation.numeric("c", 1)),
                        "t",
                        "o",
                        "r")),
                List.of(Samples.failure(1, "f", new IllegalStateException("m"))),
                List.of(Evaluation.categorical("r", "r").comment("c")),
                "x",
                "x",
                "javascript:x",
                "javascript:x")));
        assertThat(tags(plain)).isEqualTo(tags(harmless));
        assertThat(plain).doesNotContain("href=\"javascript");
    }

    /** The elements with the names of their attributes, but for the badge of equal texts and places to break names. */
    private static List<String> tags(String html) {
        Matcher tags = Pattern.compile("<[a-z/!][^>]*>").matcher(html.replace("<wbr>", ""));
        return tags.results()
                .map(tag -> tag.group().replaceAll("=\"[^\"]*\"", ""))
                .filter(tag -> !tag.contains("span"))
                .toList();
    }

    @Test
    void policy_allowsTheInlineStyleAndScript_byTheirHashes_andNothingElse() {
        String html = Rendered.html(Samples.gallery());
        String style = between(html, "<style>", "</style>");
        String script = between(html, "<script>", "</script>");
        assertThat(html)
                .contains("content=\"default-src &#39;none&#39;; img-src data:; style-src &#39;sha256-" + sha256(style)
                        + "&#39;; script-src &#39;sha256-" + sha256(script)
                        + "&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;\"");
        assertThat(html).doesNotContain(" style=\"", " onclick", "@import", "url(");
        assertThat(Pattern.compile("(?:src|href)=\"(?!data:image/|#|https://langfuse\\.example/)")
                        .matcher(html)
                        .find())
                .isFalse();
    }

    @Test
    void longValues_showTheirBeginning_andAreCutAtTheLimit() {
        String text = "word ".repeat(1000);
        String html = Rendered.html(
                Samples.of(Samples.item(0, text, null, "x".repeat(999) + "\uD83D\uDE00" + "y".repeat(500))),
                options -> options.maxValueCharacters(1000));
        assertThat(html).contains("<details class=\"long\">", "4000 more characters", "x".repeat(999) + "\n… 502 more");
        assertThat(html).doesNotContain("x".repeat(1000));
        assertThat(html).doesNotContain("\uFFFD");
    }

    @Test
    void values_areShownByTheirKind() {
        String html = Rendered.html(Samples.of(
                Samples.item(0, List.of(1, 2), Map.of("a", 1), Map.of("a", 1)),
                Samples.item(1, "lone \uD800 \u0007", null, new Object())));
        assertThat(html)
                .contains(">[1,2]</div>")
                .contains("<span class=\"same\">as expected</span>")
                .contains("<dt>a</dt><dd class=\"value\" dir=\"auto\">1</dd>")
                .contains("lone \uFFFD \uFFFD")
                .contains("<span class=\"none\">none</span>");
    }

    @Test
    void scores_thatAreNotFiniteOrSkipped_areShown_andNotDrawn() {
        String html = Rendered.html(Samples.of(
                Samples.item(0, "a", null, "b", Evaluation.numeric("n", Double.NaN), Evaluation.skipped("s", "why")),
                Samples.item(1, "a", null, "b", Evaluation.numeric("n", 3), Evaluation.numeric("n", 4))));
        assertThat(html).contains(">NaN<", ">skipped<", ">why<", "2 scores, 1 of another kind");
        assertThat(between(html, "<section aria-labelledby=\"scores-title\">", "</section>"))
                .doesNotContain("NaN ", "<h3>s</h3>");
    }

    private static String between(String html, String from, String to) {
        int start = html.indexOf(from) + from.length();
        return html.substring(start, html.indexOf(to, start));
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
