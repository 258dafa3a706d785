package dev.vitrine.reactor.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.ExperimentResult;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports as a real browser sees them. Skipped where there is none; nothing is downloaded. */
class ReportBrowserTests {
    private static final Path WORK = Path.of("target", "report-browser");
    private @Nullable Chromium found;

    @BeforeEach
    void findBrowser() throws IOException {
        Files.createDirectories(WORK);
        Optional<Chromium> chromium = Chromium.find(WORK);
        assumeTrue(chromium.isPresent(), "no Chromium on the PATH nor in CHROME_BIN");
        found = chromium.get();
    }

    private Chromium browser() {
        return Objects.requireNonNull(found);
    }

    private static Path page(String name, String html) throws IOException {
        return Files.writeString(WORK.resolve(name), html);
    }

    @Test
    void gallery_isDrawn_lightAndDark_withoutAComplaint() throws Exception {
        Path page = page("gallery.html", Rendered.html(Samples.gallery()));
        Chromium.Visit visit = browser().visit(page);
        assertThat(visit.dom()).contains("aria-sort=\"none\"", "<button type=\"button\">Item</button>");
        assertThat(visit.log()).doesNotContain("Content Security Policy", "Uncaught", "CONSOLE");
        BufferedImage light = image(browser().picture(page, "light.png", 1360));
        BufferedImage dark =
                image(browser().picture(page, "dark.png", 1360, "--blink-settings=preferredColorScheme=0"));
        assertThat(light.getWidth()).isEqualTo(1360);
        assertThat(brightness(light, 2, 2)).isGreaterThan(200);
        assertThat(brightness(dark, 2, 2)).isLessThan(60);
        assertThat(colours(light)).isGreaterThan(50);
    }

    @Test
    void evilText_runsNothing() throws Exception {
        String evil = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">";
        ExperimentResult result = Samples.of(
                evil,
                List.of(Samples.item(0, Map.of(evil, evil), evil, evil, Evaluation.categorical(evil, evil))),
                List.of(Samples.failure(1, evil, new IllegalStateException(evil))),
                List.of());
        Chromium.Visit visit = browser().visit(page("evil.html", Rendered.html(result)));
        assertThat(visit.dom()).contains("&lt;script&gt;").doesNotContain("<title>owned");
        assertThat(Pattern.compile("<script").matcher(visit.dom()).results()).hasSize(1);
        assertThat(Pattern.compile("<img").matcher(visit.dom()).results()).isEmpty();
    }

    @Test
    void policy_stopsAScriptThatWasPutInLater() throws Exception {
        String tampered =
                Rendered.html(Samples.gallery()).replace("</body>", "<script>document.title = 'owned'</script></body>");
        Chromium.Visit visit = browser().visit(page("tampered.html", tampered));
        assertThat(visit.dom()).doesNotContain("<title>owned");
        assertThat(visit.log()).contains("Content Security Policy");
    }

    @Test
    void headers_sortByNumber_withWhatIsMissingLast_andBack() throws Exception {
        ExperimentResult result = Samples.of(
                Samples.item(0, "a", null, "x", Evaluation.numeric("score", 9)),
                Samples.item(1, "c", null, "x"),
                Samples.item(2, "b", null, "x", Evaluation.numeric("score", 10)),
                Samples.item(3, "d", null, "x", Evaluation.numeric("score", -2)));
        String driver = """
                <script>
                const rows = () => [...document.querySelectorAll('tbody tr')].map(row => row.id).join();
                const header = [...document.querySelectorAll('thead th')].find(th => th.textContent === 'score');
                const seen = [];
                for (let i = 0; i < 3; i++) {
                  header.querySelector('button').click();
                  seen.push(header.getAttribute('aria-sort') + ':' + rows());
                }
                const search = document.querySelector('input[type=search]');
                search.value = 'B';
                search.dispatchEvent(new Event('input'));
                seen.push([...document.querySelectorAll('tbody tr')].filter(row => !row.hidden).map(row => row.id).join());
                document.title = seen.join('|') + '|' + document.getElementById('status').textContent;
                </script>""";
        String html = Rendered.html(result)
                .replaceAll("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
                .replace("</body>", driver + "</body>");
        assertThat(browser().visit(page("sorting.html", html)).dom())
                .contains("<title>ascending:item-4,item-1,item-3,item-2|descending:item-3,item-1,item-4,item-2"
                        + "|none:item-1,item-2,item-3,item-4|item-3|1 of 4 items</title>");
    }

    private static BufferedImage image(Path file) throws IOException {
        return Objects.requireNonNull(ImageIO.read(file.toFile()));
    }

    private static int brightness(BufferedImage image, int x, int y) {
        int rgb = image.getRGB(x, y);
        return ((rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255)) / 3;
    }

    private static long colours(BufferedImage image) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
                .distinct()
                .limit(1000)
                .count();
    }
}
