package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.otlp.OtlpSpan;
import dev.vitrine.embedded.score.Environment;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes observations of spans: which attribute becomes which field, and which of several wins. */
final class SpanMapping {
    private static final Set<String> DEBUG = Set.of("DEBUG", "TRACE", "VERBOSE");
    private static final Set<String> DEFAULT = Set.of("DEFAULT", "INFO", "LOG", "NOTICE", "OK", "SUCCESS");
    private static final Set<String> WARNING = Set.of("WARNING", "WARN");
    private static final Set<String> ERROR = Set.of("ERROR", "FATAL", "CRITICAL");
    private static final String[] MODEL = {
        "langfuse.observation.model.name",
        "gen_ai.response.model",
        "ai.model.id",
        "gen_ai.request.model",
        "llm.response.model",
        "llm.model_name",
        "model"
    };

    private final OtlpSpan span;
    private final Attributes own;
    private final Attributes resource;

    private SpanMapping(OtlpSpan span) {
        this.span = span;
        this.own = new Attributes(span.attributes());
        this.resource = new Attributes(span.resource());
    }

    static SpanRow toRow(OtlpSpan span, long now) {
        return new SpanMapping(span).row(now);
    }

    private SpanRow row(long now) {
        String model = own.text(MODEL);
        String type = ObservationTypes.of(own, model != null);
        String status = own.text("langfuse.observation.status_message");
        return new SpanRow(
                span.spanId(),
                span.traceId(),
                span.parentSpanId(),
                span.name(),
                type,
                level(),
                status == null ? span.statusMessage() : status,
                SpanRow.micros(span.startNanos()),
                span.endNanos() == 0 ? null : SpanRow.micros(span.endNanos()),
                environment(),
                either(own.text("langfuse.version"), resource.text("langfuse.version", "service.version")),
                either(own.text("langfuse.release"), resource.text("langfuse.release")),
                own.text("langfuse.observation.input", "gen_ai.input.messages", "gen_ai.prompt", "input.value"),
                own.text("langfuse.observation.output", "gen_ai.output.messages", "gen_ai.completion", "output.value"),
                SpanMetadata.ofObservation(span),
                generation(type, model),
                trace(),
                span.parentSpanId() == null || own.isTrue("langfuse.internal.as_root"),
                span,
                now,
                now,
                weight());
    }

    private String level() {
        String given = own.text("langfuse.observation.level");
        String level = given == null ? "" : given.toUpperCase(Locale.ROOT);
        if (DEBUG.contains(level)) {
            return "DEBUG";
        } else if (DEFAULT.contains(level)) {
            return "DEFAULT";
        } else if (WARNING.contains(level)) {
            return "WARNING";
        } else if (ERROR.contains(level)) {
            return "ERROR";
        }
        return span.statusCode() == 2 ? "ERROR" : "DEFAULT";
    }

    private String environment() {
        String langfuse = either(own.text("langfuse.environment"), resource.text("langfuse.environment"));
        String name = either(own.text("deployment.environment.name"), resource.text("deployment.environment.name"));
        String older = either(own.text("deployment.environment"), resource.text("deployment.environment"));
        return Environment.normalise(either(langfuse, either(name, older)));
    }

    private SpanRow.Generation generation(String type, @Nullable String model) {
        boolean linked = type.equals("GENERATION");
        String version = own.text("langfuse.observation.prompt.version", "langfuse.prompt.version");
        return new SpanRow.Generation(
                model,
                Usage.parameters(own.object("langfuse.observation.model.parameters")),
                Usage.of(own.object("langfuse.observation.usage_details")),
                Usage.numbers(own.object("langfuse.observation.cost_details")),
                time(own.text("langfuse.observation.completion_start_time")),
                linked ? own.text("langfuse.observation.prompt.name", "langfuse.prompt.name") : null,
                linked ? integer(version) : null);
    }

    private SpanRow.TracePart trace() {
        return new SpanRow.TracePart(
                own.text("langfuse.trace.name"),
                own.text(
                        "langfuse.user.id",
                        "user.id",
                        "langfuse.observation.metadata.langfuse_user_id",
                        "langfuse.trace.metadata.langfuse_user_id",
                        "ai.telemetry.metadata.userId"),
                own.text("langfuse.session.id", "session.id", "gen_ai.conversation.id"),
                Tags.of(span.attributes()),
                own.isTrue("langfuse.trace.public", "langfuse.public"),
                SpanMetadata.ofTrace(span),
                own.text("langfuse.trace.input"),
                own.text("langfuse.trace.output"));
    }

    /** With or without quotes of its own. */
    private static @Nullable Instant time(@Nullable String text) {
        if (text == null) {
            return null;
        }
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return Iso.parse(quoted ? text.substring(1, text.length() - 1) : text);
    }

    private static @Nullable Integer integer(@Nullable String text) {
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String either(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }

    /** What counts is text, at two bytes a character. */
    private long weight() {
        long weight = 2_048;
        for (JsonNode value : span.attributes().values()) {
            weight += 64 + (value.isTextual() ? 2L * value.textValue().length() : 64L * (1 + value.size()));
        }
        return weight;
    }
}
