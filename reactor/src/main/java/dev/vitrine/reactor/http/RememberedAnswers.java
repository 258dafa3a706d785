package dev.vitrine.reactor.http;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/**
 * Answers by key that concurrent callers share and later callers reuse until they are outdated. Errors are not kept. One
 * caller's cancellation does not end the question for the others. The least recently used key beyond the capacity is
 * forgotten; its question, if under way, goes on for those who asked.
 */
@CheckReturnValue
public final class RememberedAnswers<K, V> {
    private final Map<K, Mono<V>> answers;
    private final Function<? super K, Mono<V>> question;
    private final Predicate<? super V> outdated;

    /**
     * @param capacity the most keys that are remembered
     * @param question asked when there is no answer, or an outdated one; must emit one
     * @param outdated looked at each time an answer is about to be reused
     */
    public RememberedAnswers(int capacity, Function<? super K, Mono<V>> question, Predicate<? super V> outdated) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, not " + capacity);
        }
        this.answers = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Mono<V>> eldest) {
                return size() > capacity;
            }
        };
        this.question = Objects.requireNonNull(question, "question");
        this.outdated = Objects.requireNonNull(outdated, "outdated");
    }

    /** Emits the answer for {@code key}, asking where need be. */
    public Mono<V> get(K key) {
        Objects.requireNonNull(key, "key");
        return Mono.defer(() -> shared(key));
    }

    /** Makes the next caller ask again. */
    public void forget(K key) {
        synchronized (answers) {
            answers.remove(key);
        }
    }

    private Mono<V> shared(K key) {
        synchronized (answers) { // nothing is asked here, only looked up
            return answers.computeIfAbsent(
                    key, asked -> Mono.defer(() -> question.apply(asked)).cacheInvalidateIf(outdated));
        }
    }
}
