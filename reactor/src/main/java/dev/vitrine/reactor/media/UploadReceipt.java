package dev.vitrine.reactor.media;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.media.MediaReference;

/**
 * @param reference stands for the media in any JSON of the project
 * @param digest of the bytes
 * @param deduplicated whether the bytes were not sent by this call, because the platform or another call had them
 */
public record UploadReceipt(MediaReference reference, ContentDigest digest, boolean deduplicated) {}
