package dev.vitrine.embedded.media;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference within text, where anything may surround it.
 *
 * @param text the reference
 */
public record EmbeddedReference(String text, String mediaId) {
    private static final Pattern ANYWHERE = Pattern.compile("@@@langfuseMedia:.+?@@@");

    /** In their order. */
    public static List<EmbeddedReference> findAll(String text) {
        List<EmbeddedReference> found = new ArrayList<>();
        if (text.contains("@@@langfuseMedia:")) {
            Matcher matcher = ANYWHERE.matcher(text);
            while (matcher.find()) {
                ReferenceString reference = ReferenceString.parse(matcher.group());
                if (reference != null) {
                    found.add(new EmbeddedReference(matcher.group(), reference.mediaId()));
                }
            }
        }
        return found;
    }
}
