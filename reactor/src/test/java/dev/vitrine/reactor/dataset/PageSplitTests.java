package dev.vitrine.reactor.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.json.JsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a page is split makes no difference. */
class PageSplitTests {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String[] PIECES = {
        "\\",
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "a",
        "plain text that is longer than eight bytes",
        "ä",
        "日本",
        "🎞",
        "\n",
        "\u0000",
        "@@@"
    };

    @Test
    void feed_twoPiecesSplitAnywhere_cutsTheSame() throws IOException {
        ObjectNode page = page(new Random(1), 4);
        byte[] json = MAPPER.writeValueAsBytes(page);

        for (int split = 0; split <= json.length; split++) {
            PageCutter cutter = new PageCutter(1 << 20, 1 << 20);
            List<JsonNode> elements = new ArrayList<>();
            add(cutter.feed(ByteBuffer.wrap(json, 0, split)), elements);
            add(cutter.feed(ByteBuffer.wrap(json, split, json.length - split)), elements);

            assertThat(cutter.finish()).isEqualTo(new PageMeta(3, 4, json.length));
            assertThat(elements).as("split at %d", split).containsExactlyElementsOf(page.path("data"));
        }
    }

    @Test
    void feed_randomPagesInRandomPieces_cutsTheSame() throws IOException {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            ObjectNode page = page(random, random.nextInt(6));
            byte[] json =
                    (random.nextBoolean() ? page.toPrettyString() : page.toString()).getBytes(StandardCharsets.UTF_8);
            PageCutter cutter = new PageCutter(json.length, json.length);
            List<JsonNode> elements = new ArrayList<>();
            for (int at = 0; at < json.length; ) {
                int size = Math.min(json.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 200));
                add(cutter.feed(ByteBuffer.wrap(json, at, size)), elements);
                at += size;
            }

            assertThat(cutter.finish().totalPages()).isEqualTo(3);
            assertThat(elements).as("seed %d", seed).containsExactlyElementsOf(page.path("data"));
        }
    }

    /** The parser of the page does not see what is in an element; that of the element does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1]",
                "{\"a\":[}]}",
                "{\"a\":nul}",
                "{\"a\" 1}",
                "{\"a\":1,}",
                "{\"a\":\"\\q\"}",
                "{a:1}",
                "{\"a\":01}"
            })
    void feed_malformedElement_failsHereOrInItsDecoder(String element) {
        byte[] json = ("{\"data\":[" + element + "],\"meta\":{\"totalPages\":1}}").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> {
                    PageCutter cutter = new PageCutter(1 << 20, 1 << 20);
                    cutter.feed(ByteBuffer.wrap(json))
                            .forEach(each -> JsonSlices.read(each, "item", (name, value) -> {
                                if (value.bytes().length == 0) {
                                    throw new IOException("no bytes");
                                }
                            }));
                    cutter.finish();
                })
                .isInstanceOf(JsonException.class);
    }

    private static void add(List<JsonSlice> slices, List<JsonNode> elements) throws IOException {
        for (JsonSlice slice : slices) {
            elements.add(MAPPER.readTree(slice.copy()));
        }
    }

    private static ObjectNode page(Random random, int elements) {
        ObjectNode page = MAPPER.createObjectNode();
        if (random.nextBoolean()) {
            page.set("before", value(random, 0));
        }
        ArrayNode data = page.putArray("data");
        for (int i = 0; i < elements; i++) {
            data.add(object(random, 0));
        }
        page.putObject("meta").put("totalItems", elements).put("totalPages", 3);
        page.set("after", value(random, 0));
        return page;
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth < 4 ? 8 : 5)) {
            case 0 -> MAPPER.getNodeFactory().numberNode(random.nextInt());
            case 1 -> MAPPER.getNodeFactory().nullNode();
            case 2 -> MAPPER.getNodeFactory().booleanNode(random.nextBoolean());
            case 3, 4 -> MAPPER.getNodeFactory().textNode(text(random));
            case 5 -> {
                ArrayNode array = MAPPER.createArrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(random, depth + 1));
                }
                yield array;
            }
            default -> object(random, depth + 1);
        };
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = MAPPER.createObjectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.set(random.nextInt(4) == 0 ? "data" : text(random), value(random, depth));
        }
        return object;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
