package dev.vitrine.media;

import dev.vitrine.content.Base64Text;
import dev.vitrine.content.ContentException;
import dev.vitrine.content.ContentType;
import dev.vitrine.content.DataUri;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text in data that looks like media: a data URI, or Base64 where a model provider's shape says what it is. Whether it
 * really is Base64 shows when it is {@linkplain #decode() decoded}.
 */
public final class EmbeddedMedia {
    private final String text;
    private final boolean dataUri;
    private final @Nullable ContentType type;
    private final @Nullable String name;

    private EmbeddedMedia(String text, boolean dataUri, @Nullable ContentType type, @Nullable String name) {
        this.text = text;
        this.dataUri = dataUri;
        this.type = type;
        this.name = name;
    }

    static EmbeddedMedia dataUri(String text) {
        return new EmbeddedMedia(text, true, null, null);
    }

    static EmbeddedMedia base64(String text, @Nullable ContentType type, @Nullable String name) {
        return new EmbeddedMedia(text, false, type, name);
    }

    /** The text as it stands in the data. */
    public String text() {
        return text;
    }

    /**
     * The media; empty if the text is no Base64, and so is to stay what it is. Decoded anew by each call, on its thread,
     * into memory. A content type that the platform does not take gives way to what the content shows.
     */
    public Optional<Media> decode() {
        if (!dataUri) {
            return Base64Text.tryDecode(text).map(content -> media(content, type));
        }
        if (!DataUri.isBase64DataUri(text)) {
            return Optional.empty();
        }
        try {
            DataUri parsed = DataUri.parse(text);
            return parsed.content().hasRemaining()
                    ? Optional.of(media(parsed.content(), parsed.contentType()))
                    : Optional.empty();
        } catch (ContentException e) {
            return Optional.empty();
        }
    }

    private Media media(ByteBuffer content, @Nullable ContentType declared) {
        ContentType known =
                declared != null && declared.isSupported() ? declared : ContentType.detect(content.duplicate(), name);
        return Media.embedded(content, known.isSupported() ? known : ContentType.OCTET_STREAM, name);
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "EmbeddedMedia[" + text.length() + " characters]";
    }
}
