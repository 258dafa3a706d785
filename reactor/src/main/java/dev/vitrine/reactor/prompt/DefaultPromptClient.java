package dev.vitrine.reactor.prompt;

import dev.vitrine.json.JsonEncoder;
import dev.vitrine.prompt.ChatPrompt;
import dev.vitrine.prompt.NewPrompt;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.prompt.PromptSummary;
import dev.vitrine.prompt.PromptType;
import dev.vitrine.prompt.PromptTypeMismatchException;
import dev.vitrine.prompt.TextPrompt;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class DefaultPromptClient implements PromptClient {
    private final ApiExchange api;
    private final PromptCache cache;
    private final PromptLookup lookup;

    DefaultPromptClient(ApiExchange api, PromptSettings settings) {
        PromptJson.prepareReader();
        this.api = api;
        this.cache = new PromptCache(settings.maxCached());
        this.lookup = new PromptLookup(cache, new PromptFetches(api, cache, settings), settings);
    }

    @Override
    public Mono<TextPrompt> text(String name, Consumer<PromptQuery.Builder> query) {
        PromptQuery built = built(name, query);
        TextPrompt fallback = Fallbacks.text(name, built);
        return lookup.find(PromptKey.of(name, built), built, fallback)
                .map(prompt -> typed(prompt, TextPrompt.class, PromptType.TEXT));
    }

    @Override
    public Mono<ChatPrompt> chat(String name, Consumer<PromptQuery.Builder> query) {
        PromptQuery built = built(name, query);
        ChatPrompt fallback = Fallbacks.chat(name, built);
        return lookup.find(PromptKey.of(name, built), built, fallback)
                .map(prompt -> typed(prompt, ChatPrompt.class, PromptType.CHAT));
    }

    @Override
    public Mono<Prompt> get(String name, Consumer<PromptQuery.Builder> query) {
        PromptQuery built = built(name, query);
        Prompt text = Fallbacks.text(name, built);
        return lookup.find(PromptKey.of(name, built), built, text != null ? text : Fallbacks.chat(name, built));
    }

    private static PromptQuery built(String name, Consumer<PromptQuery.Builder> query) {
        requireName(name);
        Objects.requireNonNull(query, "query");
        PromptQuery.Builder builder = new PromptQuery.Builder();
        query.accept(builder);
        return builder.build();
    }

    private static <P extends Prompt> P typed(Prompt prompt, Class<P> kind, PromptType asked) {
        if (!kind.isInstance(prompt)) {
            PromptType found = asked == PromptType.TEXT ? PromptType.CHAT : PromptType.TEXT;
            throw new PromptTypeMismatchException(prompt.name(), asked, found);
        }
        return kind.cast(prompt);
    }

    @Override
    public <P extends Prompt> Mono<P> create(NewPrompt<P> prompt) {
        Objects.requireNonNull(prompt, "prompt");
        return Mono.defer(() -> api.exchange(
                        ApiRequest.post("/api/public/v2/prompts")
                                .json(PromptJson.encode(prompt))
                                .build(),
                        PromptJson::decode))
                .map(created -> typed(created, prompt.kind(), prompt.type()))
                .doOnNext(created -> cache.invalidate(prompt.name()))
                .checkpoint("Creation of prompt '" + prompt.name() + "' [PromptClient]");
    }

    @Override
    public Mono<Prompt> updateLabels(String name, int version, Collection<String> labels) {
        requireName(name);
        ApiRequest request = ApiRequest.patch("/api/public/v2/prompts/{name}/versions/{version}")
                .path("name", name)
                .path("version", Integer.toString(version))
                .json(JsonEncoder.strict().encode(Map.of("newLabels", List.copyOf(labels))))
                .build();
        return api.exchange(request, PromptJson::decode)
                .doOnNext(updated -> cache.invalidate(name))
                .checkpoint("Labels of prompt '" + name + "' [PromptClient]");
    }

    @Override
    public Mono<Void> delete(String name) {
        return deleted(name, null, null);
    }

    @Override
    public Mono<Void> deleteVersion(String name, int version) {
        return deleted(name, version, null);
    }

    @Override
    public Mono<Void> deleteLabelled(String name, String label) {
        return deleted(name, null, Objects.requireNonNull(label, "label"));
    }

    private Mono<Void> deleted(String name, @Nullable Integer version, @Nullable String label) {
        requireName(name);
        ApiRequest request = ApiRequest.delete("/api/public/v2/prompts/{name}")
                .path("name", name)
                .query("version", version)
                .query("label", label)
                .build();
        return api.send(request)
                .doOnSuccess(done -> cache.invalidate(name))
                .checkpoint("Deletion of prompt '" + name + "' [PromptClient]");
    }

    @Override
    public Flux<PromptSummary> list(Consumer<PromptListQuery.Builder> query) {
        Objects.requireNonNull(query, "query");
        PromptListQuery.Builder builder = new PromptListQuery.Builder();
        query.accept(builder);
        PromptListQuery built = builder.build();
        return page(built, 1)
                .expand(page -> page.next == 0 ? Mono.empty() : page(built, page.next))
                .concatMapIterable(Numbered::prompts, 1)
                .checkpoint("List of prompts [PromptClient]");
    }

    private Mono<Numbered> page(PromptListQuery query, int number) {
        ApiRequest request = ApiRequest.get("/api/public/v2/prompts")
                .query("name", query.name())
                .query("label", query.label())
                .query("tag", query.tag())
                .query("fromUpdatedAt", query.updatedFrom())
                .query("toUpdatedAt", query.updatedTo())
                .query("page", number)
                .query("limit", query.pageSize())
                .build();
        return api.exchange(request, PromptJson::decodePage)
                .map(page -> new Numbered(page.prompts(), page.isLast(number) ? 0 : number + 1));
    }

    @Override
    public void clearCache() {
        cache.clear();
    }

    @Override
    public Mono<Void> disposeLater() {
        return Mono.fromRunnable(lookup::stop);
    }

    private static void requireName(String name) {
        if (Objects.requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("name of a prompt must not be blank");
        }
    }

    /** @param next the page after this one, 0 for none */
    private record Numbered(List<PromptSummary> prompts, int next) {}
}
