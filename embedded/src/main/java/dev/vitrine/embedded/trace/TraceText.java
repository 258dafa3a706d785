package dev.vitrine.embedded.trace;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws the tree of a trace. */
final class TraceText {
    private final StringBuilder out = new StringBuilder(256);

    private TraceText() {}

    static String of(EmbeddedTrace trace) {
        TraceText text = new TraceText();
        text.head(trace);
        text.media("", trace.media());
        text.children("", trace.roots());
        return text.out.toString();
    }

    private void head(EmbeddedTrace trace) {
        out.append("trace ").append(trace.id());
        if (trace.name() != null) {
            out.append(" \"").append(trace.name()).append('"');
        }
        if (trace.userId() != null) {
            out.append("  user ").append(trace.userId());
        }
        if (trace.sessionId() != null) {
            out.append("  session ").append(trace.sessionId());
        }
        if (!trace.tags().isEmpty()) {
            out.append("  ").append(trace.tags());
        }
        out.append('\n');
    }

    private void children(String indent, List<EmbeddedObservation> children) {
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            EmbeddedObservation child = children.get(i);
            out.append(indent).append(last ? "└─ " : "├─ ");
            line(child);
            String below = indent + (last ? "   " : "│  ");
            media(below, child.media());
            children(below, child.children());
        }
    }

    private void line(EmbeddedObservation observation) {
        out.append(observation.type()).append(' ').append(observation.name()).append("  ");
        out.append(observation.endTime() == null ? "not ended" : time(observation.duration()));
        if (observation.model() != null) {
            out.append("  ").append(observation.model());
        }
        String separator = "  ";
        for (Map.Entry<String, Number> entry : observation.usage().entrySet()) {
            out.append(separator).append(entry.getKey()).append(' ').append(entry.getValue());
            separator = ", ";
        }
        if (!observation.level().equals("DEFAULT")) {
            out.append("  ").append(observation.level());
            if (observation.statusMessage() != null) {
                out.append(": ").append(observation.statusMessage());
            }
        }
        out.append('\n');
    }

    private void media(String indent, List<EmbeddedTraceMedia> media) {
        for (EmbeddedTraceMedia each : media) {
            out.append(indent).append("· ").append(each.field()).append(": ");
            if (each.contentType() == null) {
                out.append("unknown");
            } else {
                out.append(each.contentType()).append(String.format(Locale.ROOT, ", %,d bytes", each.contentLength()));
            }
            String elsewhere = each.uploaded() ? " elsewhere" : ", not linked"; // a dataset item's, or another trace's
            out.append(each.uploaded() ? ", uploaded" : ", not uploaded");
            out.append(each.linked() ? "" : elsewhere);
            out.append(", media ").append(each.mediaId()).append('\n');
        }
    }

    private static String time(Duration duration) {
        long micros = duration.toNanos() / 1_000;
        return micros < 10_000
                ? String.format(Locale.ROOT, "%.1f ms", micros / 1_000.0)
                : String.format(Locale.ROOT, "%,d ms", micros / 1_000);
    }
}
