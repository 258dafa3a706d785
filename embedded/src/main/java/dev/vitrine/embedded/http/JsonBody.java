package dev.vitrine.embedded.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vitrine.embedded.json.Json;
import dev.vitrine.embedded.json.UnstorableJsonException;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads request bodies up to a limit. Beyond it the bytes are counted and forgotten. */
final class JsonBody {
    private final int maxBytes;
    private final String limitText;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long size;

    private JsonBody(int maxBytes, String limitText) {
        this.maxBytes = maxBytes;
        this.limitText = limitText;
    }

    /**
     * The value that was sent.
     *
     * @param limitText the limit as the error spells it, such as {@code 4.5mb}
     */
    static Mono<JsonNode> read(Inbound inbound, int maxBytes, String limitText) {
        return inbound.content()
                .collect(() -> new JsonBody(maxBytes, limitText), JsonBody::add)
                .map(body -> body.value(inbound.header("Content-Type")));
    }

    private void add(ByteBuf piece) {
        try {
            size += piece.readableBytes();
            if (size <= maxBytes) {
                byte[] copy = new byte[piece.readableBytes()];
                piece.readBytes(copy);
                bytes.writeBytes(copy);
            }
        } finally {
            piece.release();
        }
    }

    private JsonNode value(@Nullable String contentType) {
        if (size > maxBytes) {
            throw ApiFailure.bareText(413, "Body exceeded " + limitText + " limit");
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (!type.equals("application/json") && !type.equals("application/ld+json")) {
            return TextNode.valueOf(text);
        }
        if (text.isEmpty()) {
            return Json.object();
        }
        try {
            return Json.parse(text.charAt(0) == '\uFEFF' ? text.substring(1) : text);
        } catch (StreamConstraintsException e) {
            throw ApiFailure.internal(e.getOriginalMessage());
        } catch (UnstorableJsonException e) {
            throw ApiFailure.internal("An unknown error occurred");
        } catch (JsonProcessingException e) {
            throw ApiFailure.bareText(400, "Invalid JSON");
        }
    }
}
