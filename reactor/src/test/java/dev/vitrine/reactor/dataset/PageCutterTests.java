package dev.vitrine.reactor.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.json.JsonException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageCutterTests {
    private static final String FIRST = "{\"id\":\"a\",\"input\":{\"t\":\"ä \\\" } ] 日本 🎞\",\"n\":[1,2.50,{}]}}";
    private static final String SECOND = "{ \"id\" : \"b\" , \"data\":[{\"x\":1}], \"meta\":{\"totalPages\":77} }";
    private static final String PAGE = " {\"data\":[" + FIRST + " ,\n" + SECOND
            + "],\"more\":{\"data\":[1]},\"meta\":{\"page\":1,\"limit\":50,\"totalItems\":51,\"totalPages\":2,\"x\":null}} ";

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {1, 2, 3, 7, 20, 64, 10_000})
    void feed_anyPieces_cutsElements(int size) {
        PageCutter cutter = cutter(1 << 20, 1 << 20);

        List<String> elements = feed(cutter, PAGE, size);

        assertThat(elements).containsExactly(FIRST, SECOND);
        assertThat(cutter.finish()).isEqualTo(new PageMeta(2, 51, PAGE.getBytes(StandardCharsets.UTF_8).length));
    }

    @Test
    void feed_bufferWithOffset_leavesItsPosition() {
        PageCutter cutter = cutter(1 << 20, 1 << 20);
        byte[] bytes = ("xxx" + PAGE).getBytes(StandardCharsets.UTF_8);
        ByteBuffer piece = ByteBuffer.wrap(bytes).position(3).asReadOnlyBuffer();

        assertThat(cutter.feed(piece)).hasSize(2);
        assertThat(piece.position()).isEqualTo(3);
    }

    @Test
    void feed_elementEndsWithPiece_isEmittedAtOnce() {
        PageCutter cutter = cutter(1 << 20, 1 << 20);

        List<JsonSlice> elements = cutter.feed(buffer("{\"data\":[" + FIRST));

        assertThat(elements).hasSize(1);
    }

    @Test
    void feed_emptyPage_cutsNothing() {
        PageCutter cutter = cutter(1 << 20, 1 << 20);

        String page = "{\"data\":[],\"meta\":{\"totalItems\":0,\"totalPages\":0}}";

        assertThat(feed(cutter, page, 5)).isEmpty();
        assertThat(cutter.finish()).isEqualTo(new PageMeta(0, 0, page.length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[{\"id\":\"a\"}],\"meta\":{\"totalPages\":1}",
                "{\"data\":[{\"id\":\"a",
                "{\"data\":[{\"id\":1}]}",
                "{\"data\":[1],\"meta\":{\"totalPages\":1}}",
                "<html>not JSON</html>",
                "{\"data\":[{]}",
                "[]",
                "",
                "{\"data\":[],\"meta\":{\"totalPages\":1}} x",
            })
    void finish_malformedOrCutOff_isTypedError(String page) {
        PageCutter cutter = cutter(1 << 20, 1 << 20);

        assertThatThrownBy(() -> {
                    feed(cutter, page, 4);
                    cutter.finish();
                })
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("page");
    }

    @Test
    void feed_itemOverLimit_namesTheLimit() {
        PageCutter cutter = cutter(1 << 20, 20);

        assertThatThrownBy(() -> feed(cutter, PAGE, 8))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("maxItemBytes");
    }

    @Test
    void feed_pageOverLimit_namesTheLimit() {
        PageCutter cutter = cutter(64, 1 << 20);

        assertThatThrownBy(() -> feed(cutter, PAGE, 8))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("maxPageBytes");
    }

    private static PageCutter cutter(long maxPageBytes, int maxItemBytes) {
        return new PageCutter(maxPageBytes, maxItemBytes);
    }

    private static List<String> feed(PageCutter cutter, String page, int size) {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        List<String> elements = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += size) {
            ByteBuffer piece = ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at));
            cutter.feed(piece).forEach(element -> elements.add(new String(element.copy(), StandardCharsets.UTF_8)));
        }
        return elements;
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
