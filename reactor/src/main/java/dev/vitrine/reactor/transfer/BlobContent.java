package dev.vitrine.reactor.transfer;

import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Content as {@link BlobPipeline#prepare} takes it.
 *
 * @param declared the content type, or null to find it
 * @param name the file name, where there is one
 */
public record BlobContent(
        ContentSource source,
        @Nullable ContentType declared,
        @Nullable String name) {
    public BlobContent {
        Objects.requireNonNull(source, "source");
    }
}
