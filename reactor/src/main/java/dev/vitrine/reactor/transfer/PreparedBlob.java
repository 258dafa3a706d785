package dev.vitrine.reactor.transfer;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.reactor.http.SteadyFile;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** A blob whose digest is known and whose bytes can be read any number of times until it is released. */
@CheckReturnValue
public interface PreparedBlob {

    BlobInfo info();

    /** The bytes, counted and hashed again as they pass; other bytes are a {@code ContentChangedException}. */
    Publisher<ByteBuffer> body();

    /** Where the same bytes can be sent from unseen; null where they have to be looked at. */
    default @Nullable SteadyFile file() {
        return null;
    }

    /** Deletes the spool file, if there is one. Repeated calls do nothing. */
    Mono<Void> release();
}
