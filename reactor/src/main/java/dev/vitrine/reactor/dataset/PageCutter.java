package dev.vitrine.reactor.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteBufferFeeder;
import dev.vitrine.json.JsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the elements of {@code {"data":[…],"meta":{…}}} out of a page while it arrives, as bytes of their own. Holds the
 * bytes of one unfinished element at most. For one page and one thread at a time.
 */
final class PageCutter {
    private static final int ELEMENT_DEPTH = 3; // page, data, element

    private final long maxPageBytes;
    private final int maxItemBytes;
    private final JsonParser parser;
    private final ByteBufferFeeder feeder;
    private byte[] kept = new byte[0]; // from the start of an unfinished element
    private long keptFrom; // its place in the page
    private long received;
    private int depth;
    private long elementStart = -1;
    private @Nullable String section; // the page's field that is being read
    private @Nullable String metaField;
    private int totalPages = -1;
    private long totalItems = -1;
    private boolean ended;

    PageCutter(long maxPageBytes, int maxItemBytes) {
        this.maxPageBytes = maxPageBytes;
        this.maxItemBytes = maxItemBytes;
        try {
            this.parser = JsonSlices.JSON.createNonBlockingByteBufferParser();
        } catch (IOException e) {
            throw new JsonException("Cannot read JSON", e);
        }
        this.feeder = (ByteBufferFeeder) parser.getNonBlockingInputFeeder();
    }

    /** The elements that {@code piece} completes, in order. */
    List<byte[]> feed(ByteBuffer piece) {
        if (received + piece.remaining() > maxPageBytes) {
            throw new JsonException("A page has more than " + maxPageBytes
                    + " bytes (maxPageBytes); ask for fewer items a page, or raise the limit");
        }
        long pieceFrom = received;
        received += piece.remaining();
        List<byte[]> elements = new ArrayList<>();
        try {
            feeder.feedInput(piece.duplicate());
            for (JsonToken token = parser.nextToken();
                    token != null && token != JsonToken.NOT_AVAILABLE;
                    token = parser.nextToken()) {
                accept(token, piece, pieceFrom, elements);
            }
        } catch (IOException e) {
            throw malformed(e);
        }
        keep(piece, pieceFrom);
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
        return new PageMeta(totalPages, totalItems);
    }

    private void accept(JsonToken token, ByteBuffer piece, long pieceFrom, List<byte[]> elements) throws IOException {
        if (token.isStructStart()) {
            depth++;
            if (depth == ELEMENT_DEPTH && "data".equals(section)) {
                elementStart = parser.currentLocation().getByteOffset() - 1;
            }
        } else if (token.isStructEnd()) {
            if (depth == ELEMENT_DEPTH && elementStart >= 0) {
                elements.add(cut(parser.currentLocation().getByteOffset(), piece, pieceFrom));
                elementStart = -1;
            }
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

    private byte[] cut(long end, ByteBuffer piece, long pieceFrom) {
        requireItemSize(end - elementStart);
        byte[] element = new byte[(int) (end - elementStart)];
        int before = 0;
        if (elementStart < pieceFrom) {
            before = (int) (pieceFrom - elementStart);
            System.arraycopy(kept, (int) (elementStart - keptFrom), element, 0, before);
        }
        long from = Math.max(elementStart, pieceFrom) - pieceFrom;
        piece.duplicate().position(piece.position() + (int) from).get(element, before, element.length - before);
        return element;
    }

    /** Keeps what belongs to an element that goes on in the next piece. */
    private void keep(ByteBuffer piece, long pieceFrom) {
        if (elementStart < 0) {
            kept = new byte[0];
            return;
        }
        requireItemSize(received - elementStart);
        long from = Math.max(elementStart, pieceFrom);
        int old = elementStart < pieceFrom ? (int) (pieceFrom - keptFrom) : 0;
        int added = (int) (received - from);
        if (old == 0) {
            keptFrom = from;
        }
        if (old + added > kept.length) {
            kept = Arrays.copyOf(old == 0 ? new byte[0] : kept, Math.max(old + added, 2 * old));
        }
        piece.duplicate().position(piece.position() + (int) (from - pieceFrom)).get(kept, old, added);
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
