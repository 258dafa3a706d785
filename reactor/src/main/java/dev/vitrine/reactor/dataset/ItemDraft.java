package dev.vitrine.reactor.dataset;

import dev.vitrine.dataset.NewDatasetItem;
import dev.vitrine.json.FlatObject;
import dev.vitrine.json.JsonEncoder;
import dev.vitrine.media.Media;
import dev.vitrine.reactor.media.MediaTarget.ItemField;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An item's JSON, written once, with marks at the places of media whose references are known only after their bytes were
 * read. Holds the JSON in memory.
 */
final class ItemDraft {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    /** Media and the first field they stand in. */
    record Placed(Media media, ItemField field) {}

    private final Map<String, byte[]> fields = new LinkedHashMap<>();
    private final Map<Media, Integer> numbers = new IdentityHashMap<>();
    private final List<Placed> placed = new ArrayList<>();
    private final String mark;
    private final byte[] markBytes;

    private ItemDraft() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        mark = "@@@" + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()) + ":";
        markBytes = mark.getBytes(StandardCharsets.US_ASCII);
    }

    /** @throws dev.vitrine.VitrineException if a value cannot be written whole */
    static ItemDraft of(NewDatasetItem item) {
        ItemDraft draft = new ItemDraft();
        draft.text("datasetName", item.datasetName());
        draft.text("id", item.id());
        draft.value("input", ItemField.INPUT, item.input());
        draft.value("expectedOutput", ItemField.EXPECTED_OUTPUT, item.expectedOutput());
        draft.value("metadata", ItemField.METADATA, item.metadata());
        draft.text("sourceTraceId", item.sourceTraceId());
        draft.text("sourceObservationId", item.sourceObservationId());
        draft.text("status", item.status() == null ? null : item.status().name());
        return draft;
    }

    /** Each media object once, in order. */
    List<Placed> media() {
        return placed;
    }

    /** The request's body, with {@code reference} at the places of media. */
    byte[] body(Function<? super Media, String> reference) {
        List<byte[]> references = new ArrayList<>(placed.size());
        for (Placed each : placed) {
            references.add(reference.apply(each.media()).getBytes(StandardCharsets.UTF_8));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        char separator = '{';
        for (Map.Entry<String, byte[]> field : fields.entrySet()) {
            out.write(separator);
            separator = ',';
            out.writeBytes(("\"" + field.getKey() + "\":").getBytes(StandardCharsets.US_ASCII));
            write(field.getValue(), references, out);
        }
        out.write('}');
        return out.toByteArray();
    }

    private void text(String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, FlatObject.text(value));
        }
    }

    /** A null is left out: the server takes it for "as it was". */
    private void value(String name, ItemField field, @Nullable Object value) {
        if (value != null) {
            byte[] json = JsonEncoder.strict().encode(value, media -> mark + number(media, field));
            if (!Arrays.equals(json, NULL)) {
                fields.put(name, json);
            }
        }
    }

    private int number(Media media, ItemField field) {
        Integer known = numbers.get(media);
        if (known != null) {
            return known;
        }
        numbers.put(media, placed.size());
        placed.add(new Placed(media, field));
        return placed.size() - 1;
    }

    private void write(byte[] json, List<byte[]> references, ByteArrayOutputStream out) {
        int written = 0;
        for (int at = nextMark(json, 0); at >= 0; at = nextMark(json, written)) {
            int number = 0;
            int end = at + markBytes.length;
            for (; json[end] != '"'; end++) {
                number = number * 10 + json[end] - '0';
            }
            out.write(json, written, at - written);
            out.writeBytes(references.get(number));
            written = end;
        }
        out.write(json, written, json.length - written);
    }

    private int nextMark(byte[] json, int from) {
        int last = placed.isEmpty() ? -1 : json.length - markBytes.length;
        for (int at = from; at <= last; at++) {
            if (json[at] == '@' && Arrays.equals(json, at, at + markBytes.length, markBytes, 0, markBytes.length)) {
                return at;
            }
        }
        return -1;
    }
}
