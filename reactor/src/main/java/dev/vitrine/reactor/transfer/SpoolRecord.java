package dev.vitrine.reactor.transfer;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentType;
import dev.vitrine.json.JsonDecoder;
import dev.vitrine.json.JsonEncoder;
import dev.vitrine.json.JsonException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside a spooled blob.
 *
 * @param file where the bytes are, if not in the spool
 */
record SpoolRecord(
        BlobInfo info, Map<String, String> target, @Nullable String file) {

    byte[] json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sha256", info.digest().sha256Base64());
        json.put("length", info.digest().length());
        json.put("contentType", info.contentType().value());
        json.put("target", target);
        if (file != null) {
            json.put("file", file);
        }
        return JsonEncoder.strict().encode(json);
    }

    /** Null where the text is not what this class writes. */
    static @Nullable SpoolRecord read(byte[] text) {
        try {
            Json json = JsonDecoder.decode(text, Json.class);
            if (json == null || json.sha256 == null || json.contentType == null || json.target == null) {
                return null;
            }
            if (json.target.values().stream().anyMatch(Objects::isNull)) {
                return null;
            }
            return new SpoolRecord(
                    new BlobInfo(
                            ContentDigest.of(Base64.getDecoder().decode(json.sha256), json.length),
                            ContentType.of(json.contentType)),
                    Map.copyOf(json.target),
                    json.file);
        } catch (JsonException | IllegalArgumentException e) {
            return null;
        }
    }

    record Json(
            @Nullable String sha256,
            long length,
            @Nullable String contentType,
            @Nullable Map<String, String> target,
            @Nullable String file) {}
}
