package dev.vitrine.reactor.transfer;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentType;

/** What is known of a blob once it was digested. */
public record BlobInfo(ContentDigest digest, ContentType contentType) {}
