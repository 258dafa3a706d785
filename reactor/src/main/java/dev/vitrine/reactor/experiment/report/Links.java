package dev.vitrine.reactor.experiment.report;

import java.util.Locale;

/** Which addresses may be linked to. */
final class Links {
    private Links() {}

    /** Only pages of the web: nothing that a browser would run. */
    static boolean safe(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://");
    }
}
