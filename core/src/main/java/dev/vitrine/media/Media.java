package dev.vitrine.media;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentException;
import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import dev.vitrine.content.DataUri;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * An image, a recording, a document or any other blob to be put where a string would stand in JSON. Immutable; making
 * one reads nothing.
 *
 * <p>Wherever a {@code Media} stands in data that Vitrine sends (at any depth, in maps, collections, arrays, records or
 * other objects) its bytes are uploaded and its reference string takes its place.
 *
 * <p>Where no content type is given, the first bytes and then the name decide when the content is read. Two media are
 * equal only if they are the same object; whether their content is equal shows when it is digested.
 */
public final class Media {
    private final ContentSource content;
    private final @Nullable ContentType contentType;
    private final MediaSource source;
    private final @Nullable String name;
    private @Nullable ContentDigest digest; // kept once asked for; a race computes the same again
    private @Nullable String json;

    private Media(ContentSource content, @Nullable ContentType contentType, MediaSource source, @Nullable String name) {
        this.content = content;
        this.contentType = contentType;
        this.source = source;
        this.name = name;
    }

    /** Media of a file; its type is found when it is read. */
    public static Media ofFile(Path path) {
        return new Media(ContentSource.ofFile(path), null, MediaSource.FILE, fileName(path));
    }

    public static Media ofFile(Path path, ContentType contentType) {
        Objects.requireNonNull(contentType, "contentType");
        return new Media(ContentSource.ofFile(path), contentType, MediaSource.FILE, fileName(path));
    }

    /** Like {@link #ofFile(Path, ContentType)}, with the type as {@link ContentType#of} reads it. */
    public static Media ofFile(Path path, String contentType) {
        return ofFile(path, ContentType.of(contentType));
    }

    /** Media of a copy of {@code bytes}; their type is found by their signature. */
    public static Media ofBytes(byte[] bytes) {
        return inMemory(ContentSource.ofBytes(bytes), null);
    }

    /** Media of a copy of {@code bytes}. */
    public static Media ofBytes(byte[] bytes, ContentType contentType) {
        return inMemory(ContentSource.ofBytes(bytes), Objects.requireNonNull(contentType, "contentType"));
    }

    /** Like {@link #ofBytes(byte[], ContentType)}, with the type as {@link ContentType#of} reads it. */
    public static Media ofBytes(byte[] bytes, String contentType) {
        return ofBytes(bytes, ContentType.of(contentType));
    }

    /** Media of a view of the remaining bytes, which the caller must not change afterwards; their type is found. */
    public static Media ofBuffer(ByteBuffer buffer) {
        return inMemory(ContentSource.ofBuffer(buffer), null);
    }

    /** Media of a view of the remaining bytes, which the caller must not change afterwards. */
    public static Media ofBuffer(ByteBuffer buffer, ContentType contentType) {
        return inMemory(ContentSource.ofBuffer(buffer), Objects.requireNonNull(contentType, "contentType"));
    }

    /**
     * Media of a Base64 or percent-encoded data URI.
     *
     * @throws ContentException if it is malformed or empty; the message says where, without the content
     */
    public static Media ofDataUri(String dataUri) {
        DataUri parsed = DataUri.parse(dataUri);
        return requireContent(new Media(
                ContentSource.ofBuffer(parsed.content()), parsed.contentType(), MediaSource.BASE64_DATA_URI, null));
    }

    /** Media of a blocking stream, which {@code opener} opens anew for each pass and Vitrine closes. */
    public static Media ofInputStream(Callable<? extends InputStream> opener, ContentType contentType) {
        Objects.requireNonNull(contentType, "contentType");
        return new Media(ContentSource.ofInputStream(opener), contentType, MediaSource.BYTES, null);
    }

    /** Media of a publisher, which {@code factory} makes anew for each pass, each time with the same bytes. */
    public static Media ofPublisher(Supplier<? extends Publisher<ByteBuffer>> factory, ContentType contentType) {
        Objects.requireNonNull(contentType, "contentType");
        return new Media(ContentSource.ofPublisher(factory), contentType, MediaSource.BYTES, null);
    }

    /** Media of a publisher that is subscribed to once; its bytes are spooled while they are digested. */
    public static Media ofOneShot(Publisher<ByteBuffer> publisher, ContentType contentType) {
        Objects.requireNonNull(contentType, "contentType");
        return new Media(ContentSource.ofOneShot(publisher), contentType, MediaSource.BYTES, null);
    }

    /** Media of text that stood in data. */
    static Media embedded(ByteBuffer content, ContentType type, @Nullable String name) {
        return requireContent(new Media(ContentSource.ofBuffer(content), type, MediaSource.BASE64_DATA_URI, name));
    }

    private static Media inMemory(ContentSource bytes, @Nullable ContentType contentType) {
        return requireContent(new Media(bytes, contentType, MediaSource.BYTES, null));
    }

    public ContentSource content() {
        return content;
    }

    /** The declared type; empty when it is to be found from the content. */
    public Optional<ContentType> contentType() {
        return Optional.ofNullable(contentType);
    }

    public MediaSource source() {
        return source;
    }

    /** The file name, where there is one. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /**
     * The digest of bytes in memory, computed on the calling thread when it is first asked for, and kept; empty for every
     * other source, which has to be read.
     */
    public Optional<ContentDigest> digestInMemory() {
        ContentDigest known = digest;
        if (known == null && content instanceof ContentSource.Bytes bytes) {
            known = ContentDigest.ofContent(bytes.buffer());
            digest = known;
        }
        return Optional.ofNullable(known);
    }

    /** The reference of media with this digest and the type that was declared or found. */
    public MediaReference reference(ContentDigest digest, ContentType type) {
        return MediaReference.of(type, MediaId.of(digest), source);
    }

    /**
     * What any JSON mapper writes: the reference string of bytes in memory, else a text that says that the media was not
     * uploaded. Never content, and of a file its name without the path. Bytes are digested for it once.
     */
    @JsonValue
    public String toJson() {
        String known = json;
        if (known == null) {
            known = digestInMemory()
                    .map(digested -> reference(digested, typeInMemory()).referenceString())
                    .orElseGet(() -> "<media not uploaded: " + (name != null ? name : content.description()) + ">");
            json = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "Media[" + (contentType == null ? "type to be found" : contentType) + ", " + content.description() + "]";
    }

    private ContentType typeInMemory() {
        if (contentType == null && content instanceof ContentSource.Bytes bytes) {
            return ContentType.detect(bytes.buffer(), name);
        }
        return contentType == null ? ContentType.OCTET_STREAM : contentType;
    }

    private static @Nullable String fileName(Path path) {
        Path last = path.getFileName();
        return last == null ? null : last.toString();
    }

    private static Media requireContent(Media media) {
        if (media.content.knownLength().orElse(1) == 0) {
            throw new ContentException(
                    "Media must have at least one byte; leave the field out where there is no content");
        }
        return media;
    }
}
