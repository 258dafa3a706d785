package dev.vitrine.reactor.transfer;

/**
 * @param id the platform's id of the blob
 * @param deduplicated whether the bytes were not sent by this call, because the platform or another call had them
 */
public record BlobReceipt(BlobInfo blob, String id, boolean deduplicated) {}
