package dev.vitrine.reactor.transfer;

import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import dev.vitrine.reactor.http.StorageExchange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Handshakes of one digest take turns until the platform has its bytes; from then on they only link, all at once, under
 * the content type that the bytes were stored with.
 */
final class DefaultBlobPipeline implements BlobPipeline {
    final TransferSettings settings;
    final StorageExchange storage;
    final PermitPool permits;
    private final Preparation preparation;
    private final SpoolFiles files;
    private final StoredTypes types;
    final Turns turns = new Turns();
    private final Sinks.Empty<Void> closed = Sinks.empty();
    private volatile boolean isClosed;

    DefaultBlobPipeline(StorageExchange storage, TransferSettings settings) {
        this.settings = settings;
        this.storage = storage;
        this.permits = new PermitPool(settings.maxConcurrentUploads(), settings.maxInFlightBytes());
        this.files = new SpoolFiles(settings.spoolDirectory());
        this.preparation = new Preparation(settings, files);
        this.types = new StoredTypes(settings.maxRememberedTypes());
    }

    @Override
    public Mono<PreparedBlob> prepare(ContentSource source, @Nullable ContentType declared, @Nullable String name) {
        Objects.requireNonNull(source, "source");
        Mono<PreparedBlob> prepared = preparation.prepare(source, declared, name);
        return (Preparation.isInline(source) ? unlessClosed(prepared) : untilClosed(prepared))
                .checkpoint("Digest [DefaultBlobPipeline]");
    }

    @Override
    public Mono<BlobReceipt> store(PreparedBlob blob, BlobStore store) {
        Objects.requireNonNull(blob, "blob");
        Objects.requireNonNull(store, "store");
        return untilClosed(Mono.defer(() -> linkOrTransfer(blob, store, types.now())))
                .checkpoint("Upload [DefaultBlobPipeline]");
    }

    private <T> Mono<T> untilClosed(Mono<T> work) {
        return Mono.firstWithSignal(closing(), work);
    }

    /** For what is done as it is subscribed to, which nothing can end. */
    private <T> Mono<T> unlessClosed(Mono<T> work) {
        return Mono.defer(() -> isClosed ? Mono.error(new PipelineClosedException()) : work);
    }

    @SuppressWarnings("unchecked") // it never has a value
    private <T> Mono<T> closing() {
        return (Mono<T>) closed.asMono();
    }

    private Mono<BlobReceipt> linkOrTransfer(PreparedBlob blob, BlobStore store, long arrival) {
        return link(blob, store)
                .flatMap(step -> step.receipt() != null
                        ? Mono.just(step.receipt())
                        : turns.inTurn(blob.info().digest(), () -> inTurn(blob, store, step, arrival))
                                .flatMap(after -> after.receipt() != null
                                        ? Mono.just(after.receipt())
                                        : linkOrTransfer(blob, store, arrival)));
    }

    /** What the platform answers where it should have the bytes; nothing is asked where this is not known. */
    private Mono<Step> link(PreparedBlob blob, BlobStore store) {
        ContentType known = types.typeOf(blob.info().digest());
        if (known == null) {
            return Mono.just(Step.UNKNOWN);
        }
        BlobInfo info = new BlobInfo(blob.info().digest(), known);
        return Upload.request(info, store)
                .map(answer ->
                        answer instanceof Admission.Ticket ? Step.offer(info, answer) : Step.stored(info, answer));
    }

    /** With the digest to ourselves. */
    private Mono<Step> inTurn(PreparedBlob blob, BlobStore store, Step step, long arrival) {
        ContentType known = types.typeOf(blob.info().digest());
        Admission offer = step.offer();
        if (known != null && offer == null) {
            return Mono.just(Step.UNKNOWN); // stored while we waited: no need to keep others waiting
        }
        BlobInfo info = known == null ? blob.info() : new BlobInfo(blob.info().digest(), known);
        if (offer != null && !info.equals(step.info())) {
            offer = null; // forgotten meanwhile, and perhaps stored under another type
        }
        if (offer != null && types.transferredSince(arrival, info)) {
            return Mono.just(Step.stored(info, offer)); // a store whose 201 the platform does not remember
        }
        return new Upload(this, blob, info, store).run(offer).map(receipt -> {
            if (receipt.deduplicated()) {
                types.seen(info);
            } else {
                types.transferred(info);
            }
            return new Step(receipt, null, null);
        });
    }

    @Override
    public Mono<Void> disposeLater() {
        return Mono.<Void>fromRunnable(() -> {
                    isClosed = true;
                    closed.tryEmitError(new PipelineClosedException());
                    files.close();
                })
                .subscribeOn(settings.blocking());
    }

    /** How far a store call has come: done, holding an offer, or knowing nothing. */
    private record Step(
            @Nullable BlobReceipt receipt,
            @Nullable BlobInfo info,
            @Nullable Admission offer) {
        static final Step UNKNOWN = new Step(null, null, null);

        static Step offer(BlobInfo info, Admission offer) {
            return new Step(null, info, offer);
        }

        static Step stored(BlobInfo info, Admission admission) {
            return new Step(new BlobReceipt(info, admission.id(), true), info, null);
        }
    }
}
