package dev.vitrine.reactor.media;

import dev.vitrine.reactor.transfer.BlobReceipt;

/**
 * Told of each upload that succeeded, for progress and counters. Called on the thread that ended the upload, possibly on
 * several at a time, so it must be quick and must not block. What it throws is logged and goes no further.
 */
@FunctionalInterface
public interface UploadListener {
    void onUpload(MediaTarget target, BlobReceipt receipt);

    static UploadListener none() {
        return (target, receipt) -> {};
    }
}
