package dev.vitrine.reactor.experiment.report;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.ExperimentItem;
import dev.vitrine.experiment.ExperimentItemFailure;
import dev.vitrine.experiment.ExperimentItemResult;
import dev.vitrine.experiment.ExperimentResult;
import dev.vitrine.media.Media;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Results to make reports of. */
final class Samples {
    private static final String[] COLOURS = {"red", "blue", "green", "amber", "violet", "grey"};
    private static final Color[] PAINTS = {
        new Color(0xC0392B),
        new Color(0x2E6FB7),
        new Color(0x2F8F5B),
        new Color(0xD79A21),
        new Color(0x7A4FA3),
        new Color(0x7B8084)
    };

    private Samples() {}

    /** A picture of a disc. */
    static byte[] png(int number) {
        BufferedImage image = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, new Color(0xF3EFE6), 160, 120, new Color(0xD9D2C3)));
        pen.fillRect(0, 0, 160, 120);
        pen.setPaint(PAINTS[number % PAINTS.length]);
        pen.fillOval(45 + number % 5 * 6, 25, 70, 70);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static String text(ByteBuffer piece) {
        return StandardCharsets.UTF_8.decode(piece).toString();
    }

    static ExperimentResult of(ExperimentItemResult... items) {
        return of("experiment", List.of(items), List.of(), List.of());
    }

    static ExperimentResult of(
            String name,
            List<ExperimentItemResult> items,
            List<ExperimentItemFailure> failures,
            List<Evaluation> runEvaluations) {
        return new ExperimentResult(
                name,
                "run",
                null,
                items,
                failures,
                runEvaluations,
                "0123456789abcdef",
                null,
                null,
                "https://langfuse.example/project/p");
    }

    static ExperimentItemResult item(
            long index, @Nullable Object input, @Nullable Object expected, Object output, Evaluation... evaluations) {
        return new ExperimentItemResult(
                index,
                ExperimentItem.of(input, expected),
                output,
                List.of(evaluations),
                "trace-" + index,
                "observation-" + index,
                null);
    }

    static ExperimentItemFailure failure(long index, Object input, Throwable error) {
        return new ExperimentItemFailure(index, ExperimentItem.of(input), error, "trace-" + index);
    }

    /** What a run over pictures may look like: 24 items, two of which failed, five evaluations. */
    static ExperimentResult gallery() {
        List<ExperimentItemResult> items = new ArrayList<>();
        List<ExperimentItemFailure> failures = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String colour = COLOURS[i % COLOURS.length];
            Map<String, Object> input = new LinkedHashMap<>();
            input.put("question", "Which colour has the disc, and where does it stand?");
            input.put("image", Media.ofBytes(png(i), "image/png"));
            Map<String, Object> expected = Map.of("colour", colour);
            ExperimentItem item = ExperimentItem.of(input, expected).id("disc-%03d".formatted(i));
            if (i % 11 == 7) {
                failures.add(new ExperimentItemFailure(
                        i, item, new IllegalStateException("The model gave no answer within 30 s"), trace(i)));
                continue;
            }
            boolean right = i % 7 != 3;
            Map<String, Object> output = right ? expected : Map.of("colour", "brown");
            items.add(new ExperimentItemResult(
                    i, item, i == 4 ? LONG : output, evaluations(i, right), trace(i), "0123456789abcdef", "run-1"));
        }
        return new ExperimentResult(
                "Disc colours",
                "Disc colours - 2026-11-21T12:00:00Z",
                "The smaller model on the pictures of the autumn set, with the prompt of version 7.",
                items,
                failures,
                List.of(
                        Evaluation.numeric("weighted accuracy", 0.8637).comment("failures count as wrong"),
                        Evaluation.bool("ready to ship", false).comment("needs 0.9"),
                        Evaluation.categorical("trend", "improving")),
                "3f2a9c0d1e4b5a67",
                "run-1",
                "https://langfuse.example/project/p/datasets/d/runs/run-1",
                "https://langfuse.example/project/p");
    }

    private static final String LONG = "The disc is violet. ".repeat(60);

    private static List<Evaluation> evaluations(int i, boolean right) {
        Evaluation similarity =
                Evaluation.numeric("similarity", right ? 0.72 + (i * 37 % 28) / 100.0 : 0.08 + i / 100.0);
        return List.of(
                right
                        ? similarity
                        : similarity.comment("Names another colour than the picture has; the place is right."),
                Evaluation.bool("correct", right),
                i % 9 == 5
                        ? Evaluation.skipped("tone", "no text to judge")
                        : Evaluation.categorical("tone", i % 4 == 0 ? "plain" : i % 4 == 1 ? "chatty" : "terse"),
                Evaluation.numeric("answer_length_characters", 20 + i * i % 97),
                Evaluation.text("remark", i % 6 == 0 ? "Hesitates before it names the colour." : "Fine."));
    }

    private static String trace(int i) {
        return "%032x".formatted(0xabcdefL * (i + 1));
    }
}
