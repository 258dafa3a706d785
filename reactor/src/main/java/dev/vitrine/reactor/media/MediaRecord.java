package dev.vitrine.reactor.media;

import dev.vitrine.content.ContentType;
import dev.vitrine.json.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Media as the platform describes them: in {@code GET /media/{id}} and beside the items that hold them. */
public record MediaRecord(
        @Nullable String mediaId,
        @Nullable String contentType,
        @Nullable Long contentLength,
        @Nullable String url,
        @Nullable String urlExpiry) {

    static final long UNKNOWN_LENGTH = -1;

    long length() {
        return contentLength == null || contentLength < 0 ? UNKNOWN_LENGTH : contentLength;
    }

    /** The type on record; what cannot be read as one is any blob. */
    ContentType type() {
        if (contentType == null) {
            return ContentType.OCTET_STREAM;
        }
        try {
            return ContentType.of(contentType);
        } catch (IllegalArgumentException unreadable) {
            return ContentType.OCTET_STREAM;
        }
    }

    /** When the URL ends; null where it is not said or not understood. A time without a zone is in UTC. */
    @Nullable
    Instant expiry() {
        if (urlExpiry == null || urlExpiry.isBlank()) {
            return null;
        }
        String text = urlExpiry.strip().toUpperCase(Locale.ROOT).replace(' ', 'T');
        try {
            return Times.parse(text);
        } catch (DateTimeException noZone) {
            try {
                return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException unparsable) {
                return null;
            }
        }
    }

    /** Without the URL, which is a credential. */
    @Override
    public String toString() {
        return "MediaRecord[" + mediaId + ", " + contentType + ", " + contentLength + " bytes]";
    }
}
