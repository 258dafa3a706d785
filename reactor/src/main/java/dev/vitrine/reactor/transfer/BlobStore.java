package dev.vitrine.reactor.transfer;

import com.google.errorprone.annotations.CheckReturnValue;
import reactor.core.publisher.Mono;

/** A platform's handshake around a transfer, bound to one target (an item's field, a trace, an artifact). */
@CheckReturnValue
public interface BlobStore {

    /** Registers the blob for the target, and asks whether and where to send it. */
    Mono<Admission> request(BlobInfo blob);

    /**
     * Reports how the transfer ended, success or not. Called once an upload, with the last ticket that was used; not after
     * a cancel.
     */
    Mono<Void> confirm(BlobInfo blob, Admission.Ticket ticket, TransferOutcome outcome);
}
