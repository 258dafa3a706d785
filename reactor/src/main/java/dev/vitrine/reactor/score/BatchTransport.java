package dev.vitrine.reactor.score;

import dev.vitrine.json.JsonDecoder;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** {@code POST /api/public/ingestion}: many scores a request, and an answer for each. */
final class BatchTransport implements ScoreTransport {
    private final ApiExchange api;
    private final ScoreJson json;
    private final Consumer<String> warnings;
    private final AtomicBoolean deprecationSeen = new AtomicBoolean();

    BatchTransport(ApiExchange api, ScoreJson json, Consumer<String> warnings) {
        this.api = api;
        this.json = json;
        this.warnings = warnings;
    }

    @Override
    public Mono<Void> send(PendingScores pending) {
        return Mono.defer(() -> {
            ApiRequest request = ApiRequest.post("/api/public/ingestion")
                    .json(json.batch(pending.scores()))
                    .maxRetries(0)
                    .build();
            return api.exchange(request, bytes -> JsonDecoder.decode(bytes, Answer.class))
                    .defaultIfEmpty(Answer.NOTHING_SAID)
                    .doOnNext(answer -> settle(pending, answer))
                    .then();
        });
    }

    /** An event that the answer does not name was taken: the platform lists what it refuses. */
    private void settle(PendingScores pending, Answer answer) {
        if (answer._deprecation != null && deprecationSeen.compareAndSet(false, true)) {
            warnings.accept("The platform says of POST /api/public/ingestion: " + answer._deprecation.message);
        }
        if (answer.errors == null || answer.errors.isEmpty()) {
            pending.delivered();
            return;
        }
        Set<String> refused = new HashSet<>();
        for (Refusal refusal : answer.errors) {
            refused.add(String.valueOf(refusal.id));
            pending.refused(String.valueOf(refusal.id), refusal.status, refusal.text(), null);
        }
        for (QueuedScore score : pending.scores()) {
            if (!refused.contains(score.eventId())) {
                pending.delivered(score.eventId());
            }
        }
    }

    /** The platform's answer, as far as it matters. */
    record Answer(@Nullable List<Refusal> errors, @Nullable Deprecation _deprecation) {
        static final Answer NOTHING_SAID = new Answer(null, null);
    }

    /** One event that was not taken. */
    record Refusal(
            @Nullable String id,
            int status,
            @Nullable String message,
            @Nullable Object error) {
        private static final int LONGEST = 500;

        String text() {
            String text = message + (error == null ? "" : " (" + error + ")");
            return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        }
    }

    /** What Langfuse Cloud adds to the answers of endpoints that will go. */
    record Deprecation(@Nullable String message) {}
}
