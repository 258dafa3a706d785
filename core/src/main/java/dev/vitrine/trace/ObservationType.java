package dev.vitrine.trace;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What kind of work an observation describes. */
public enum ObservationType {
    SPAN,
    GENERATION,
    EVENT,
    EMBEDDING,
    AGENT,
    TOOL,
    CHAIN,
    RETRIEVER,
    EVALUATOR,
    GUARDRAIL;

    private static final Logger log = LoggerFactory.getLogger(ObservationType.class);

    private final String wireValue = name().toLowerCase(Locale.ROOT);

    /** The lower-case text that stands in the span attribute. */
    public String wireValue() {
        return wireValue;
    }

    /** Whether model, parameters, usage, cost, completion start and prompt belong to it. Elsewhere they are left out. */
    public boolean isGenerationLike() {
        return this == GENERATION || this == EMBEDDING;
    }

    /** The type of this name in any case. Anything else is {@link #SPAN}, with a warning that lists the names. */
    public static ObservationType parse(@Nullable String text) {
        if (text == null) {
            return SPAN;
        }
        for (ObservationType type : values()) {
            if (type.wireValue.equalsIgnoreCase(text)) {
                return type;
            }
        }
        log.warn("Unknown observation type, taken as span. Valid types: {}", names());
        return SPAN;
    }

    private static String names() {
        return Arrays.stream(values()).map(ObservationType::wireValue).collect(Collectors.joining(", "));
    }
}
