package dev.vitrine.reactor.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.prompt.ChatMessage;
import dev.vitrine.prompt.ChatPlaceholder;
import dev.vitrine.prompt.ChatPrompt;
import dev.vitrine.prompt.NewPrompt;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.prompt.PromptSummary;
import dev.vitrine.prompt.PromptType;
import dev.vitrine.prompt.TextPrompt;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.testing.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Prompts from the client to the embedded platform and back. */
class PromptFlowTests {
    @RegisterExtension
    final Platform platform = new Platform();

    @Test
    void create_textAndChat_areReadBackAsTheyWere() {
        PromptClient prompts = platform.client().prompts();
        TextPrompt text = get(prompts.create(NewPrompt.text("folder/movie critic ü", "Review {{movie}}")
                .labels("production", "team-a")
                .tags("film")
                .config(Map.of("model", "gpt", "temperature", 0.5))
                .commitMessage("first")));
        assertThat(text.version()).isEqualTo(1);
        assertThat(text.labels()).containsExactlyInAnyOrder("production", "team-a", "latest");
        TextPrompt read = get(prompts.text("folder/movie critic ü"));
        assertThat(read).isEqualTo(text);
        assertThat(read.tags()).containsExactly("film");
        assertThat(read.commitMessage()).isEqualTo("first");
        assertThat(read.config().asMap()).containsEntry("temperature", 0.5);
        assertThat(read.compile(Map.of("movie", "Alien"))).isEqualTo("Review Alien");

        ChatPrompt chat = get(prompts.create(
                NewPrompt.chat("chat", ChatMessage.system("You know {{topic}}."), new ChatPlaceholder("history"))
                        .labels("production")));
        assertThat(get(prompts.chat("chat"))).isEqualTo(chat);
        assertThat(chat.items())
                .containsExactly(ChatMessage.system("You know {{topic}}."), new ChatPlaceholder("history"));
        assertThat(chat.config().toJson()).isEqualTo("{}");
    }

    @Test
    void versions_labelsMoveAndAreLookedUp() {
        PromptClient prompts = platform.client().prompts();
        get(prompts.create(NewPrompt.text("p", "one").labels("production")));
        assertThat(get(prompts.text("p")).text()).isEqualTo("one");
        get(prompts.create(NewPrompt.text("p", "two")));
        assertThat(get(prompts.text("p")).text()).isEqualTo("one");
        assertThat(get(prompts.text("p", query -> query.label("latest"))).version())
                .isEqualTo(2);

        Prompt moved = get(prompts.updateLabels("p", 2, List.of("production", "canary")));
        assertThat(moved.labels()).containsExactlyInAnyOrder("production", "canary", "latest");
        assertThat(get(prompts.text("p")).text()).isEqualTo("two");
        assertThat(get(prompts.text("p", query -> query.version(1))).labels()).isEmpty();
        assertThat(get(prompts.get("p", query -> query.version(2))).version()).isEqualTo(2);
    }

    @Test
    void errors_areTyped() {
        PromptClient prompts = platform.client().prompts();
        StepVerifier.create(prompts.text("none"))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ApiException.NotFound.class)
                        .hasMessageContaining("Prompt not found: 'none' with label 'production'"));
        get(prompts.create(NewPrompt.text("p", "one")));
        StepVerifier.create(prompts.updateLabels("p", 1, List.of("latest"))).verifyError(ApiException.BadRequest.class);
        StepVerifier.create(prompts.updateLabels("p", 9, List.of("a"))).verifyError(ApiException.NotFound.class);
        StepVerifier.create(prompts.create(NewPrompt.chat("p", ChatMessage.user("u"))))
                .verifyError(ApiException.BadRequest.class);
        StepVerifier.create(prompts.create(NewPrompt.text("/p", "x"))).verifyError(ApiException.BadRequest.class);
        StepVerifier.create(prompts.delete("none")).verifyError(ApiException.NotFound.class);
        LangfuseClient other = platform.client(builder -> builder.secretKey("sk-lf-wrong"));
        StepVerifier.create(other.prompts().text("p")).verifyError(ApiException.Unauthorized.class);
    }

    @Test
    void delete_aVersionALabelAndAll() {
        PromptClient prompts = platform.client().prompts();
        for (String label : List.of("a", "b", "production")) {
            get(prompts.create(NewPrompt.text("p", label).labels(label)));
        }
        StepVerifier.create(prompts.deleteVersion("p", 1)).verifyComplete();
        StepVerifier.create(prompts.deleteLabelled("p", "b")).verifyComplete();
        StepVerifier.create(prompts.text("p", query -> query.label("b"))).verifyError(ApiException.NotFound.class);
        assertThat(get(prompts.text("p")).version()).isEqualTo(3);
        StepVerifier.create(prompts.delete("p")).verifyComplete();
        StepVerifier.create(prompts.text("p")).verifyError(ApiException.NotFound.class);
    }

    @Test
    void list_asksForPagesAsTheyAreNeeded() {
        PromptClient prompts = platform.client().prompts();
        Flux.range(0, 25)
                .concatMap(
                        i -> prompts.create(
                                NewPrompt.text("p%02d".formatted(i), "x").tags(i < 3 ? "few" : "many")),
                        1)
                .blockLast(Duration.ofSeconds(20));
        List<PromptSummary> all = get(prompts.list(query -> query.pageSize(10)).collectList());
        assertThat(all).hasSize(25);
        assertThat(all.get(0).name()).isEqualTo("p00");
        assertThat(all.get(0).type()).isEqualTo(PromptType.TEXT);
        assertThat(all.get(0).versions()).containsExactly(1);
        assertThat(all.get(0).labels()).containsExactly("latest");
        assertThat(all.get(0).lastUpdatedAt()).isNotNull();
        assertThat(platform.server().requests().count(Route.PROMPTS_LIST)).isEqualTo(3);
        platform.server().requests().clear();
        assertThat(get(prompts.list(query -> query.pageSize(10)).take(5).collectList()))
                .hasSize(5);
        assertThat(platform.server().requests().count(Route.PROMPTS_LIST)).isEqualTo(1);
        assertThat(get(prompts.list(query -> query.tag("few")).collectList())).hasSize(3);
        assertThat(get(prompts.list(query -> query.name("nothing")).collectList()))
                .isEmpty();
    }

    @Test
    void text_slowServer_neverDelaysAHit() {
        LangfuseClient client = platform.client(builder -> builder.promptTimeToLive(Duration.ofMillis(1)));
        get(client.prompts().create(NewPrompt.text("p", "one").labels("production")));
        get(client.prompts().text("p"));
        Mono.delay(Duration.ofMillis(5)).block(Duration.ofSeconds(5));
        platform.server().requests().clear();
        platform.server().faults().on(Route.PROMPT_GET, fault -> fault.delay(Duration.ofSeconds(30)));
        List<TextPrompt> stale = get(Flux.range(0, 1_000)
                .flatMap(i -> client.prompts().text("p"), 1_000)
                .collectList());
        assertThat(stale).hasSize(1_000);
        Mono.defer(() -> Mono.just(platform.server().requests().count(Route.PROMPT_GET)))
                .filter(count -> count > 0)
                .repeatWhenEmpty(500, tries -> tries.concatMap(i -> Mono.delay(Duration.ofMillis(10))))
                .block(Duration.ofSeconds(10));
        assertThat(get(client.prompts().text("p")).text()).isEqualTo("one");
        assertThat(platform.server().requests().count(Route.PROMPT_GET)).isEqualTo(1);
    }

    @Test
    void text_serverFailsOnce_isRepeated() {
        get(platform.client().prompts().create(NewPrompt.text("p", "one").labels("production")));
        platform.server()
                .faults()
                .on(Route.PROMPT_GET, fault -> fault.status(503).times(2));
        assertThat(get(platform.client().prompts().text("p")).text()).isEqualTo("one");
        assertThat(platform.server().requests().count(Route.PROMPT_GET)).isEqualTo(3);
    }

    @Test
    void text_fetchTimeout_endsAnAttempt() {
        get(platform.client().prompts().create(NewPrompt.text("p", "one").labels("production")));
        platform.server().faults().on(Route.PROMPT_GET, fault -> fault.delay(Duration.ofSeconds(20)));
        StepVerifier.create(platform.client()
                        .prompts()
                        .text(
                                "p",
                                query -> query.fetchTimeout(Duration.ofMillis(100))
                                        .maxRetries(1)
                                        .fallback("spare")))
                .assertNext(prompt -> assertThat(prompt.fallback()).isTrue())
                .expectComplete()
                .verify(Duration.ofSeconds(15));
        assertThat(platform.server().requests().count(Route.PROMPT_GET)).isEqualTo(2);
    }

    private static <T> T get(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(Duration.ofSeconds(20)));
    }
}
