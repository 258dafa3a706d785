package dev.vitrine.reactor.prompt;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.reactor.http.ApiExchange;

/** Makes the prompt client of a Langfuse client. Not for users, who have {@link PromptClient}. */
@CheckReturnValue
public final class PromptFacet {
    private PromptFacet() {}

    public static PromptClient client(ApiExchange api, PromptSettings settings) {
        return new DefaultPromptClient(api, settings);
    }
}
