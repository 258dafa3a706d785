package dev.vitrine.reactor.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import dev.vitrine.json.JsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the elements of {@code {"data":[…],"meta":{…}}} out of a page while it arrives. What is around them is parsed;
 * they themselves are only scanned for their ends, because their decoder parses them anyway. An element within one piece
 * is a slice of it; of one that goes on in the next piece, the beginning is held. For one page and one thread at a time.
 */
final class PageCutter {
    private static final int ELEMENT_DEPTH = 3; // page, data, element
    private static final byte[] NONE = {};

    private final long maxPageBytes;
    private final int maxItemBytes;
    private final JsonParser parser; // sees each element as an empty one
    private final ByteArrayFeeder feeder;
    private final ElementScan scan = new ElementScan();
    private byte[] kept = NONE; // the beginning of an unfinished element
    private int keptLength;
    private long received;
    private int depth;
    private boolean inElement;
    private @Nullable String section; // the page's field that is being read
    private @Nullable String metaField;
    private int totalPages = -1;
    private long totalItems = -1;
    private boolean ended;

    PageCutter(long maxPageBytes, int maxItemBytes) {
        this.maxPageBytes = maxPageBytes;
        this.maxItemBytes = maxItemBytes;
        try {
            this.parser = JsonSlices.JSON.createNonBlockingByteArrayParser();
        } catch (IOException e) {
            throw new JsonException("Cannot read JSON", e);
        }
        this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    }

    /** The elements that {@code piece} completes, in order. They share its bytes, which must not change any more. */
    List<JsonSlice> feed(ByteBuffer piece) {
        if (received + piece.remaining() > maxPageBytes) {
            throw new JsonException("A page has more than " + maxPageBytes
                    + " bytes (maxPageBytes); ask for fewer items a page, or raise the limit");
        }
        received += piece.remaining();
        if (piece.hasArray()) {
            return feed(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
        }
        byte[] copy = new byte[piece.remaining()];
        piece.duplicate().get(copy);
        return feed(copy, 0, copy.length);
    }

    private List<JsonSlice> feed(byte[] bytes, int from, int length) {
        List<JsonSlice> elements = new ArrayList<>();
        int end = from + length;
        int at = from;
        int start = from; // of the current element's part in this piece
        try {
            while (at < end) {
                if (inElement) {
                    at = scan.end(bytes, at, end, keptLength - start);
                    if (at == ElementScan.UNFINISHED) {
                        keep(bytes, start, end);
                        return elements;
                    }
                    elements.add(cut(bytes, start, at));
                    inElement = false;
                    parse(bytes, at - 1, at);
                } else {
                    int next = behindBracket(bytes, at, end);
                    parse(bytes, at, next);
                    at = next;
                    start = at - 1;
                }
            }
            if (inElement) { // its bracket was the last byte
                keep(bytes, start, end);
            }
        } catch (IOException e) {
            throw malformed(e);
        }
        return elements;
    }

    /** @throws JsonException if the page is cut off or has no {@code meta} */
    PageMeta finish() {
        feeder.endOfInput();
        try {
            if (parser.nextToken() != null || !ended) {
                throw malformed(null);
            }
            parser.close();
        } catch (IOException e) {
            throw malformed(e);
        }
        if (totalPages < 0) {
            throw new JsonException("The server's page has no meta.totalPages");
        }
        return new PageMeta(totalPages, totalItems, received);
    }

    /** Where an element may begin: so that the parser is given no byte of it but its bracket. */
    private static int behindBracket(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            byte b = bytes[at++];
            if (b == '{' || b == '[') {
                break;
            }
        }
        return at;
    }

    private void parse(byte[] bytes, int from, int end) throws IOException {
        feeder.feedInput(bytes, from, end);
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.NOT_AVAILABLE;
                token = parser.nextToken()) {
            accept(token);
        }
    }

    private void accept(JsonToken token) throws IOException {
        if (token.isStructStart()) {
            depth++;
            if (depth == ELEMENT_DEPTH && "data".equals(section)) {
                inElement = true;
                scan.start();
            }
        } else if (token.isStructEnd()) {
            depth--;
            ended = depth == 0;
        } else if (depth == 1 && token == JsonToken.FIELD_NAME) {
            section = parser.currentName();
        } else if (depth == 2 && "meta".equals(section)) {
            meta(token);
        } else if (depth == 0 || (depth == 2 && "data".equals(section))) {
            throw malformed(null);
        }
    }

    private void meta(JsonToken token) throws IOException {
        if (token == JsonToken.FIELD_NAME) {
            metaField = parser.currentName();
        } else if (token == JsonToken.VALUE_NUMBER_INT && "totalPages".equals(metaField)) {
            totalPages = parser.getIntValue();
        } else if (token == JsonToken.VALUE_NUMBER_INT && "totalItems".equals(metaField)) {
            totalItems = parser.getLongValue();
        }
    }

    private JsonSlice cut(byte[] bytes, int from, int end) {
        if (keptLength == 0) {
            requireItemSize(end - from);
            return new JsonSlice(bytes, from, end - from, scan.marks());
        }
        keep(bytes, from, end);
        JsonSlice element = new JsonSlice(kept, 0, keptLength, scan.marks());
        kept = NONE;
        keptLength = 0;
        return element;
    }

    private void keep(byte[] bytes, int from, int end) {
        long length = (long) keptLength + end - from;
        requireItemSize(length);
        if (length > kept.length) {
            kept = Arrays.copyOf(kept, (int) Math.max(length, Math.min(2L * keptLength, maxItemBytes)));
        }
        System.arraycopy(bytes, from, kept, keptLength, end - from);
        keptLength = (int) length;
    }

    private void requireItemSize(long bytes) {
        if (bytes > maxItemBytes) {
            throw new JsonException("An item has more than " + maxItemBytes + " bytes (maxItemBytes); raise the limit");
        }
    }

    private static JsonException malformed(@Nullable Exception cause) {
        return new JsonException("The server's page is malformed or cut off JSON", cause);
    }
}
