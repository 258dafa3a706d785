package dev.vitrine.benchmarks.stub;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/**
 * Pages of a dataset as the platform sends them: 50 items of 2.6 KB each and, beside each, two references of 1.4 KB with
 * signed URLs. The same in every run.
 */
public final class DatasetPages {
    public static final int PAGE_SIZE = 50;
    public static final int REFERENCES_PER_ITEM = 2;
    private static final Instant WRITTEN = Instant.parse("2026-11-20T12:00:00.000Z");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String[] WORDS = {
        "the",
        "picture",
        "shows",
        "a",
        "bicycle",
        "beside",
        "two",
        "children",
        "who",
        "wait",
        "for",
        "bread",
        "Straße",
        "window",
        "light",
        "number",
        "4711",
        "and",
        "\\\"quoted\\\"",
        "text",
        "naïve",
        "from",
        "above",
        "Zürich",
        "of"
    };
    private final int pages;

    public DatasetPages(int pages) {
        this.pages = pages;
    }

    /** The JSON of a page, counted from 1; without items beyond the last. */
    public byte[] page(int number) {
        StringBuilder json = new StringBuilder(200_000).append("{\"data\":[");
        if (number <= pages) {
            for (int i = 0; i < PAGE_SIZE; i++) {
                item(json.append(i == 0 ? "" : ","), (number - 1) * PAGE_SIZE + i);
            }
        }
        return json.append("],\"meta\":{\"page\":")
                .append(number)
                .append(",\"limit\":")
                .append(PAGE_SIZE)
                .append(",\"totalItems\":")
                .append((long) pages * PAGE_SIZE)
                .append(",\"totalPages\":")
                .append(pages)
                .append("}}")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void item(StringBuilder json, int number) {
        Random random = new Random(number);
        String image = reference(random);
        String drawing = reference(random);
        json.append("{\"id\":\"").append(new UUID(random.nextLong(), random.nextLong()));
        json.append(
                "\",\"datasetId\":\"cmbenchdataset0001\",\"datasetName\":\"bench\",\"status\":\"ACTIVE\",\"input\":");
        json.append("{\"question\":\"")
                .append(text(random, 12))
                .append("\",\"messages\":[{\"role\":\"system\",\"content\":\"");
        json.append(text(random, 60)).append("\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"");
        json.append(text(random, 150))
                .append("\"},{\"type\":\"image\",\"image\":\"")
                .append(image);
        json.append("\",\"detail\":\"high\"}]}],\"temperature\":0.25,\"seed\":").append(random.nextInt(1_000_000));
        json.append("},\"expectedOutput\":{\"answer\":\"")
                .append(text(random, 90))
                .append("\",\"labels\":[\"a\",\"b\",\"c\"]}");
        json.append(",\"metadata\":{\"source\":\"import\",\"drawing\":\"")
                .append(drawing)
                .append("\",\"width\":1024,");
        json.append("\"tags\":[\"street\",\"day\"],\"note\":\"")
                .append(text(random, 20))
                .append("\"}");
        json.append(",\"sourceTraceId\":null,\"sourceObservationId\":null,\"createdAt\":\"")
                .append(time(number));
        json.append("\",\"updatedAt\":\"").append(time(number)).append("\",\"mediaReferences\":[");
        attachment(json, "input", "$['messages'][1]['content'][1]['image']", image, random);
        json.append(',');
        attachment(json, "metadata", "$['drawing']", drawing, random);
        json.append("]}");
    }

    private static void attachment(StringBuilder json, String field, String path, String reference, Random random) {
        String id = id(reference);
        json.append("{\"field\":\"")
                .append(field)
                .append("\",\"referenceString\":\"")
                .append(reference);
        json.append("\",\"jsonPath\":\"")
                .append(path)
                .append("\",\"media\":{\"mediaId\":\"")
                .append(id);
        json.append("\",\"contentType\":\"image/png\",\"contentLength\":").append(16_384 + random.nextInt(100_000));
        json.append(",\"url\":\"https://bench-media.s3.eu-central-1.amazonaws.com/media/cmproject/")
                .append(id);
        json.append(".png?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAEXAMPLE%2F20261120%2Feu-central-1");
        json.append("%2Fs3%2Faws4_request&X-Amz-Date=20261120T120000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host");
        json.append("&X-Amz-Signature=")
                .append(hex(random, 64))
                .append("\",\"urlExpiry\":\"2026-11-20T13:00:00.000Z\"}}");
    }

    private static String reference(Random random) {
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        String id = Base64.getUrlEncoder().encodeToString(digest).substring(0, 22);
        return "@@@langfuseMedia:type=image/png|id=" + id + "|source=bytes@@@";
    }

    private static String id(String reference) {
        int at = reference.indexOf("|id=") + 4;
        return reference.substring(at, at + 22);
    }

    /** The newest first, as the platform orders them. */
    private static String time(int number) {
        return TIME.format(WRITTEN.minusMillis(number));
    }

    private static String hex(Random random, int length) {
        StringBuilder hex = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            hex.append(Character.forDigit(random.nextInt(16), 16));
        }
        return hex.toString();
    }

    private static String text(Random random, int words) {
        StringBuilder text = new StringBuilder(words * 7);
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }
}
