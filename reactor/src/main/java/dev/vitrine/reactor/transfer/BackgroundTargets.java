package dev.vitrine.reactor.transfer;

import java.util.Map;

/** Gives back the handshake for what a target says. A target is what has to be kept on disk of it: no key and no URL. */
public interface BackgroundTargets {

    /** The handshake for a target; it may come from an earlier run of the program. */
    BlobStore store(Map<String, String> target);

    /** Told of each upload that succeeded. */
    default void uploaded(Map<String, String> target, BlobReceipt receipt) {}
}
