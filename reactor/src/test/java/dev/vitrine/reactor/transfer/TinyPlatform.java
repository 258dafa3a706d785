package dev.vitrine.reactor.transfer;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentType;
import dev.vitrine.reactor.http.SignedUrl;
import dev.vitrine.reactor.testing.RawStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A platform that keeps one record a digest as the real one does: a request of another type moves the record to another
 * key at once, and the record stays "stored" meanwhile.
 */
final class TinyPlatform {
    final List<BlobInfo> requests = Collections.synchronizedList(new ArrayList<>());
    final List<TransferOutcome> confirmed = Collections.synchronizedList(new ArrayList<>());
    volatile Function<BlobInfo, Mono<Void>> onRequest = info -> Mono.empty();
    volatile Function<TransferOutcome, Mono<Void>> onConfirm = outcome -> Mono.empty();
    private final Map<ContentDigest, Row> rows = new ConcurrentHashMap<>();
    private final Map<String, ContentDigest> links = new ConcurrentHashMap<>();
    private final AtomicInteger tickets = new AtomicInteger();
    private final RawStore store;

    TinyPlatform(RawStore store) {
        this.store = store;
    }

    private record Row(ContentType type, String key, int status) {}

    BlobStore target(String item) {
        return new BlobStore() {
            @Override
            public Mono<Admission> request(BlobInfo blob) {
                return Mono.defer(() -> onRequest.apply(blob)).then(Mono.fromSupplier(() -> admit(item, blob)));
            }

            @Override
            public Mono<Void> confirm(BlobInfo blob, Admission.Ticket ticket, TransferOutcome outcome) {
                return Mono.defer(() -> onConfirm.apply(outcome)).then(Mono.fromRunnable(() -> {
                    confirmed.add(outcome);
                    rows.computeIfPresent(blob.digest(), (digest, row) -> new Row(row.type, row.key, outcome.status()));
                }));
            }
        };
    }

    private synchronized Admission admit(String item, BlobInfo blob) {
        requests.add(blob);
        links.put(item, blob.digest());
        String id = blob.digest().sha256Base64Url(22);
        @Nullable Row row = rows.get(blob.digest());
        if (row != null && row.status == 200 && row.type.equals(blob.contentType())) {
            return new Admission.AlreadyStored(id);
        }
        String key = "/media/" + id + "." + blob.contentType().extension();
        rows.put(blob.digest(), new Row(blob.contentType(), key, row == null ? 0 : row.status));
        SignedUrl url = SignedUrl.of(store.url(key + "?signature=secret" + tickets.incrementAndGet()));
        return new Admission.Ticket(
                id, "PUT", url, Map.of("Content-Type", blob.contentType().value()));
    }

    List<String> linked() {
        return List.copyOf(links.keySet());
    }

    int tickets() {
        return tickets.get();
    }

    /** The bytes that a reader of the item gets now, or null for a dead link. */
    byte @Nullable [] fetch(String item) {
        Row row = Objects.requireNonNull(rows.get(Objects.requireNonNull(links.get(item), "no link")));
        if (row.status != 200) {
            return null;
        }
        return store.got().stream()
                .filter(got -> got.uri().startsWith(row.key + "?"))
                .map(RawStore.Got::body)
                .findFirst()
                .orElse(null);
    }
}
