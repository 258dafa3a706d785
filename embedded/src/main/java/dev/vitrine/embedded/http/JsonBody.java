package dev.vitrine.embedded.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vitrine.embedded.json.Json;
import dev.vitrine.embedded.json.UnstorableJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads request bodies as the platform's framework does. */
final class JsonBody {
    private JsonBody() {}

    /**
     * The value that was sent.
     *
     * @param limitText the limit as the error spells it, such as {@code 4.5mb}
     */
    static Mono<JsonNode> read(Inbound inbound, int maxBytes, String limitText) {
        return ByteBody.read(inbound, maxBytes, limitText).map(bytes -> value(bytes, inbound.header("Content-Type")));
    }

    private static JsonNode value(byte[] bytes, @Nullable String contentType) {
        String text = new String(bytes, StandardCharsets.UTF_8);
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
