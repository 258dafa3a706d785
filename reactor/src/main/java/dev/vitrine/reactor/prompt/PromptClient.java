package dev.vitrine.reactor.prompt;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.prompt.ChatPrompt;
import dev.vitrine.prompt.NewPrompt;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.prompt.PromptSummary;
import dev.vitrine.prompt.TextPrompt;
import java.util.Collection;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Prompts and their versions. Everything is cold: each subscription is a lookup or a call of its own.
 *
 * <p>Lookups go through a cache by name and version or label, of a bounded number of prompts. What is fresh is emitted at
 * once, on the subscriber's thread, without a request. What is older than its time to live is emitted at once as well, and
 * one refresh a key starts in the background. What is absent is fetched; concurrent callers share the request, with the
 * first one's settings, and none of them ends it by cancelling. A prompt that the platform no longer has leaves the cache.
 * After any change through this client the prompt's name is looked up anew, whatever was under way.
 */
@CheckReturnValue
public interface PromptClient {

    /** The version of a text prompt that is labelled {@code production}. */
    default Mono<TextPrompt> text(String name) {
        return text(name, query -> {});
    }

    /**
     * A text prompt.
     *
     * @return the prompt; the fallback where one is given and nothing can be fetched; or an error, such as
     *     {@link dev.vitrine.reactor.http.ApiException.NotFound}, or
     *     {@link dev.vitrine.prompt.PromptTypeMismatchException} for a chat prompt
     * @throws IllegalArgumentException at call time, for a blank name, or a version together with a label
     */
    Mono<TextPrompt> text(String name, Consumer<PromptQuery.Builder> query);

    /** The version of a chat prompt that is labelled {@code production}. */
    default Mono<ChatPrompt> chat(String name) {
        return chat(name, query -> {});
    }

    /** A chat prompt; otherwise as {@link #text(String, Consumer)}. */
    Mono<ChatPrompt> chat(String name, Consumer<PromptQuery.Builder> query);

    /** The version that is labelled {@code production}, of either type. */
    default Mono<Prompt> get(String name) {
        return get(name, query -> {});
    }

    /** A prompt of either type; otherwise as {@link #text(String, Consumer)}. */
    Mono<Prompt> get(String name, Consumer<PromptQuery.Builder> query);

    /**
     * Creates a prompt, or a further version of it; each subscription makes one. It is not repeated after a failure,
     * because the platform might have made the version.
     */
    <P extends Prompt> Mono<P> create(NewPrompt<P> prompt);

    /**
     * Adds labels to a version and takes them from all other versions. The platform manages {@code latest} itself and
     * refuses it here.
     */
    Mono<Prompt> updateLabels(String name, int version, Collection<String> labels);

    /** Deletes a prompt with all its versions. */
    Mono<Void> delete(String name);

    /** Deletes one version. */
    Mono<Void> deleteVersion(String name, int version);

    /** Deletes the versions that have the label. */
    Mono<Void> deleteLabelled(String name, String label);

    /** All prompts of the project, page by page as they are asked for. */
    default Flux<PromptSummary> list() {
        return list(query -> {});
    }

    /** The prompts that fit, page by page as they are asked for. */
    Flux<PromptSummary> list(Consumer<PromptListQuery.Builder> query);

    /** Empties the cache. What is being fetched does not get into it. Local, and done at once. */
    void clearCache();

    /** Cancels refreshes. Lookups go on to find what is cached. */
    Mono<Void> disposeLater();
}
