package dev.vitrine.reactor.transfer;

import dev.vitrine.VitrineException;
import dev.vitrine.content.ContentException;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.http.RetryPolicy;
import dev.vitrine.reactor.http.StorageAnswer;
import dev.vitrine.reactor.http.StorageException;
import dev.vitrine.reactor.http.StorageExchange;
import dev.vitrine.reactor.http.TransferBody;
import dev.vitrine.reactor.transfer.UploadException.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One handshake with its transfer, for one subscription: requested, sent as often as it takes, confirmed. */
final class Upload {
    // a piece being written, one that waits, one being read, and its hashing
    private static final long WINDOW = 4L * StreamPieces.PIECE;
    private final TransferSettings settings;
    private final StorageExchange storage;
    private final PermitPool permits;
    private final PreparedBlob blob;
    private final BlobInfo info;
    private final BlobStore store;
    private Admission admission = new Admission.AlreadyStored("");
    private int attempts;
    private boolean renewed;
    private boolean renew;
    private @Nullable TransferOutcome refused; // of the ticket at hand, which a fresh one is to replace

    Upload(DefaultBlobPipeline pipeline, PreparedBlob blob, BlobInfo info, BlobStore store) {
        this.settings = pipeline.settings;
        this.storage = pipeline.storage;
        this.permits = pipeline.permits;
        this.blob = blob;
        this.info = info;
        this.store = store;
    }

    /** Asks the platform. What it answers is what {@link #settle} goes on with. */
    static Mono<Admission> request(BlobInfo info, BlobStore store) {
        return Mono.defer(() -> store.request(info))
                .onErrorMap(
                        Upload::needsStage,
                        failure -> failed(Stage.REQUEST_URL, "the platform gave no place for " + info, 1, failure));
    }

    /** @param offered an admission that was asked for already, or null */
    Mono<BlobReceipt> run(@Nullable Admission offered) {
        return (offered == null ? request(info, store) : Mono.just(offered)).flatMap(first -> {
            admission = first;
            return attempts(0).onErrorResume(this::report);
        });
    }

    /** While nothing fails there is nothing of a retry but this. */
    private Mono<BlobReceipt> attempts(int retries) {
        return attempt()
                .onErrorResume(failure -> again(failure, retries).then(Mono.defer(() -> attempts(retries + 1))));
    }

    private Mono<BlobReceipt> attempt() {
        if (!renew) {
            return settle(admission);
        }
        renew = false;
        return request(info, store).flatMap(fresh -> {
            refused = null;
            admission = fresh;
            return settle(fresh);
        });
    }

    private Mono<BlobReceipt> settle(Admission answer) {
        if (answer instanceof Admission.Ticket ticket) {
            return send(ticket)
                    .flatMap(outcome -> confirm(ticket, outcome))
                    .thenReturn(new BlobReceipt(info, ticket.id(), false));
        }
        return Mono.just(new BlobReceipt(info, answer.id(), true));
    }

    private Mono<TransferOutcome> send(Admission.Ticket ticket) {
        long length = info.digest().length();
        return permits.with(Math.min(length, WINDOW), () -> {
            attempts++;
            Instant started = settings.clock().instant();
            Function<StorageAnswer, TransferOutcome> outcome = answer -> {
                Instant now = settings.clock().instant();
                return new TransferOutcome(
                        answer.status(),
                        answer.isSuccess() ? "" : answer.excerpt(),
                        now,
                        Duration.between(started, now));
            };
            TransferBody body = new TransferBody(length, blob.body(), blob.file());
            return storage.send(ticket.method(), ticket.url(), ticket.headers(), body)
                    .onErrorMap(
                            StorageException.class,
                            failure -> new Unsent(
                                    outcome.apply(new StorageAnswer(failure.status(), message(failure))),
                                    null,
                                    failure))
                    .flatMap(answer -> answer.isSuccess()
                            ? Mono.just(outcome.apply(answer))
                            : Mono.error(new Unsent(outcome.apply(answer), answer.retryAfter(), null)));
        });
    }

    private Mono<Void> confirm(Admission.Ticket ticket, TransferOutcome outcome) {
        return Mono.defer(() -> store.confirm(info, ticket, outcome))
                .onErrorMap(
                        Upload::needsStage,
                        failure -> failed(
                                Stage.CONFIRM,
                                "the bytes of " + info + " were sent to the store, but the platform did not take note",
                                attempts,
                                failure));
    }

    /** Decides about another attempt. A refused or unanswered ticket is replaced once. */
    private Mono<Long> again(Throwable failure, int retries) {
        if (!(failure instanceof Unsent unsent)) {
            return Mono.error(failure);
        }
        int status = unsent.outcome.status();
        if (status == 403 && !renewed) {
            renewed = true;
            renew = true;
            refused = unsent.outcome;
            return Mono.just(0L);
        }
        RetryPolicy policy = settings.retry();
        boolean passing = status == 0 || status == 408 || status == 429 || status >= 500;
        if (!passing || retries >= policy.maxRetries()) {
            return Mono.error(unsent);
        }
        if (status == 0 && !renewed) {
            renewed = true; // a store that refuses early often just closes: the ticket may be what it refused
            renew = true;
            refused = unsent.outcome;
        }
        return Mono.delay(policy.pause(retries, unsent.retryAfter), settings.timer());
    }

    /** Tells the platform of the failure, then signals it. */
    private Mono<BlobReceipt> report(Throwable failure) {
        TransferOutcome before = refused;
        if (!(admission instanceof Admission.Ticket ticket) || (failure instanceof UploadException && before == null)) {
            return Mono.error(failure);
        }
        TransferOutcome outcome;
        Throwable signalled;
        if (before != null) {
            outcome = before;
            signalled = failure;
        } else if (failure instanceof Unsent unsent) {
            outcome = unsent.outcome;
            signalled = new UploadException(
                    "the store " + ticket.url() + " did not take " + info + ": "
                            + (outcome.status() == 0 ? "" : "status " + outcome.status() + " ") + outcome.error()
                            + " (attempt " + attempts + ")",
                    Stage.TRANSFER,
                    attempts,
                    outcome.status(),
                    unsent.getCause());
        } else {
            outcome = new TransferOutcome(
                    0, "the content could not be read again", settings.clock().instant(), Duration.ZERO);
            signalled = failure instanceof ContentException
                    ? failure
                    : failed(Stage.TRANSFER, blob + " could not be read while it was sent", attempts, failure);
        }
        return confirm(ticket, outcome)
                .onErrorResume(second -> {
                    signalled.addSuppressed(second);
                    return Mono.empty();
                })
                .then(Mono.error(signalled));
    }

    private static boolean needsStage(Throwable failure) {
        return failure instanceof Exception
                && (!(failure instanceof VitrineException) || failure instanceof ApiException);
    }

    private static UploadException failed(Stage stage, String what, int attempts, Throwable failure) {
        int status = failure instanceof ApiException answer ? answer.status() : 0;
        return new UploadException(what + ": " + message(failure), stage, attempts, status, failure);
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** An attempt that the store did not answer with success. */
    private static final class Unsent extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient TransferOutcome outcome;
        private final transient @Nullable Duration retryAfter;

        Unsent(TransferOutcome outcome, @Nullable Duration retryAfter, @Nullable Throwable cause) {
            super("not sent", cause, false, false);
            this.outcome = outcome;
            this.retryAfter = retryAfter;
        }
    }
}
