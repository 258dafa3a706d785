package dev.vitrine.reactor.trace;

import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which spans of a service go to the platform. */
public final class SpanFilters {
    static final String OWN_SCOPE = "langfuse-sdk";
    private static final String GENERATIVE = "gen_ai.";

    private static final Set<String> KNOWN_SCOPES = Stream.concat(
                    Stream.of(
                            "agent_framework",
                            "autogen-core",
                            "ai",
                            "haystack",
                            "langsmith",
                            "litellm",
                            "openinference",
                            "pydantic-ai",
                            "strands-agents",
                            "vllm"),
                    Stream.of(
                                    "agno",
                                    "alephalpha",
                                    "anthropic",
                                    "bedrock",
                                    "cohere",
                                    "crewai",
                                    "google_generativeai",
                                    "groq",
                                    "haystack",
                                    "langchain",
                                    "llamaindex",
                                    "mistralai",
                                    "ollama",
                                    "openai",
                                    "openai_agents",
                                    "openai_v2",
                                    "replicate",
                                    "sagemaker",
                                    "together",
                                    "transformers",
                                    "vertexai",
                                    "voyageai",
                                    "watsonx",
                                    "writer")
                            .map(name -> "opentelemetry.instrumentation." + name))
            .collect(Collectors.toUnmodifiableSet());

    private SpanFilters() {}

    /**
     * This library's spans, those with an attribute that starts with {@code gen_ai.}, and those of instrumentations that
     * are known to observe language models. In a service in which everything is instrumented the others would flood the
     * platform.
     */
    public static Predicate<ReadableSpan> languageModels() {
        return span -> isOwn(span) || isKnownScope(scope(span)) || hasGenerativeAttribute(span);
    }

    /** All spans but those of these instrumentation scopes, by their exact names. */
    public static Predicate<ReadableSpan> exceptScopes(Set<String> scopes) {
        Set<String> blocked = Set.copyOf(Objects.requireNonNull(scopes, "scopes"));
        return span -> !blocked.contains(scope(span));
    }

    static boolean isOwn(ReadableSpan span) {
        return OWN_SCOPE.equals(scope(span));
    }

    private static String scope(ReadableSpan span) {
        return span.getInstrumentationScopeInfo().getName();
    }

    private static boolean isKnownScope(String scope) {
        for (int end = scope.length(); end > 0; end = scope.lastIndexOf('.', end - 1)) {
            if (KNOWN_SCOPES.contains(scope.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasGenerativeAttribute(ReadableSpan span) {
        return span.toSpanData().getAttributes().asMap().keySet().stream()
                .anyMatch(key -> key.getKey().startsWith(GENERATIVE));
    }
}
