package dev.vitrine.reactor.transfer.planted;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.EmbeddedLangfuse;
import dev.vitrine.reactor.media.MediaHandle;
import java.util.List;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Breaks the rules on purpose, so that each can be seen to find it. */
public class TransferThatDoesEverything {
    static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    public List<JsonNode> tree(MediaHandle handle) {
        return List.of();
    }

    Disposable detached(HttpClient client, EmbeddedLangfuse platform) {
        return Mono.just(client + platform.baseUrl()).checkpoint().subscribe();
    }
}
