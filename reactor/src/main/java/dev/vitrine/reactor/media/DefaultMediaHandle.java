package dev.vitrine.reactor.media;

import dev.vitrine.content.ContentException;
import dev.vitrine.content.ContentType;
import dev.vitrine.content.DataUri;
import dev.vitrine.media.MediaId;
import dev.vitrine.reactor.transfer.FileWrite;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A handle that belongs to the client that made it and fetches through it. */
final class DefaultMediaHandle implements MediaHandle {
    private final MediaId id;
    private final MediaRecord record;
    private final String referenceString;
    private final MediaFetch fetch;
    private @Nullable ContentType contentType; // read when it is asked for; the same whoever reads it
    private volatile boolean refused;

    DefaultMediaHandle(MediaId id, MediaRecord record, String referenceString, MediaFetch fetch) {
        this.id = id;
        this.record = record;
        this.referenceString = referenceString;
        this.fetch = fetch;
    }

    @Override
    public MediaId id() {
        return id;
    }

    @Override
    public ContentType contentType() {
        ContentType known = contentType;
        if (known == null) {
            known = record.type();
            contentType = known;
        }
        return known;
    }

    @Override
    public long contentLength() {
        return record.length();
    }

    @Override
    public Optional<Instant> urlExpiry() {
        return Optional.ofNullable(record.expiry());
    }

    @Override
    public String referenceString() {
        return referenceString;
    }

    @Override
    public Flux<ByteBuffer> content() {
        return fetch.content(this).checkpoint("Content of media " + id + " [MediaHandle]");
    }

    @Override
    public Mono<byte[]> bytes() {
        int limit = fetch.maxBytesInMemory();
        long contentLength = contentLength();
        return Mono.defer(() -> {
                    if (contentLength > limit) {
                        return Mono.error(tooLarge(contentLength, limit));
                    }
                    return fetch.content(this)
                            .collect(() -> new Gathered(contentLength), (gathered, piece) -> {
                                if (gathered.length() + piece.remaining() > limit) {
                                    throw tooLarge(gathered.length() + piece.remaining(), limit);
                                }
                                gathered.add(piece);
                            })
                            .map(Gathered::bytes);
                })
                .checkpoint("Bytes of media " + id + " [MediaHandle]");
    }

    private ContentException tooLarge(long length, int limit) {
        return new ContentException("Media " + id + " have at least " + length + " bytes, more than the " + limit
                + " that are held in memory; use content() or writeTo(), or raise maxBytesInMemory of the client");
    }

    @Override
    public Mono<String> base64() {
        return bytes().map(Base64.getEncoder()::encodeToString);
    }

    @Override
    public Mono<String> dataUri() {
        return bytes().map(bytes -> DataUri.format(contentType(), ByteBuffer.wrap(bytes)));
    }

    @Override
    public Mono<Path> writeTo(Path file) {
        Objects.requireNonNull(file, "file");
        return FileWrite.atomically(fetch.content(this), file)
                .checkpoint("Writing media " + id + " to a file [MediaHandle]");
    }

    boolean hasUsableUrl(MediaUrls urls) {
        return url() != null && !urls.isExpired(record.expiry());
    }

    /** Null once the store refused it. */
    @Nullable
    String url() {
        return refused ? null : record.url();
    }

    void dropUrl() {
        refused = true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaHandle that
                && id.equals(that.id())
                && contentType().equals(that.contentType());
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, contentType());
    }

    /** Without the URL, which is a credential. */
    @Override
    public String toString() {
        return "MediaHandle[" + id + ", " + contentType() + ", " + contentLength() + " bytes]";
    }
}
