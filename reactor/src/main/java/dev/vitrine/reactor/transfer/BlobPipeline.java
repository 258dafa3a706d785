package dev.vitrine.reactor.transfer;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The one way of every blob: prepared once, then stored for one or more targets. */
@CheckReturnValue
public interface BlobPipeline {

    /**
     * Reads the source once, hashing and counting it, and spools it where it cannot be read again.
     *
     * @param declared the content type, or null to find it from the first bytes and then {@code name}
     */
    Mono<PreparedBlob> prepare(ContentSource source, @Nullable ContentType declared, @Nullable String name);

    /** Has the blob stored for the store's target: requested, transferred unless the platform has it, confirmed. */
    Mono<BlobReceipt> store(PreparedBlob blob, BlobStore store);

    /** Ends what runs and deletes what is spooled. */
    Mono<Void> disposeLater();
}
