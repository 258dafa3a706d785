package dev.vitrine.reactor.prompt;

import dev.vitrine.prompt.Prompt;
import dev.vitrine.reactor.http.ApiRequest;
import dev.vitrine.reactor.testing.ScriptedApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A prompt client in virtual time, over an interface that answers as it is told. */
abstract class PromptCacheFixture {
    static final Duration NOW = Duration.ZERO;
    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final List<Sinks.One<String>> held = new ArrayList<>();
    Function<ApiRequest, Mono<String>> answer = request -> Mono.just(textPrompt("p", 1));
    final ScriptedApi api = new ScriptedApi(request -> answer.apply(request));
    final PromptClient prompts =
            PromptFacet.client(api, PromptSettings.defaults().withTimer(time));

    @AfterEach
    void stopTime() {
        time.dispose();
    }

    Mono<String> hold(ApiRequest request) {
        Sinks.One<String> one = Sinks.one();
        held.add(one);
        return one.asMono();
    }

    int version(String name) {
        return version(name, query -> {});
    }

    int version(String name, Consumer<PromptQuery.Builder> query) {
        Integer version = prompts.text(name, query).map(Prompt::version).block(Duration.ofSeconds(5));
        return version == null ? -1 : version;
    }

    static String textPrompt(String name, int version) {
        return "{\"name\":\"" + name + "\",\"version\":" + version
                + ",\"type\":\"text\",\"prompt\":\"Hi\",\"labels\":[\"latest\"],\"tags\":[],\"config\":{}}";
    }
}
