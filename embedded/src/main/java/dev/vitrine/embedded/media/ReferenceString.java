package dev.vitrine.embedded.media;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The platform's reading of a reference: lenient inside, strict around it. Pairs may come in any order and be any more;
 * nothing may surround the whole; two references back to back are one, whose later pairs win.
 *
 * @param text the string that counts as the reference
 */
record ReferenceString(String text, String mediaId) {
    /** JavaScript's dot: anything but the four line terminators. */
    private static final Pattern WHOLE = Pattern.compile("@@@langfuseMedia:([^\\n\\r\\u2028\\u2029]*)@@@");

    static @Nullable ReferenceString parse(String candidate) {
        Matcher matcher = WHOLE.matcher(candidate);
        if (!matcher.matches()) {
            return null;
        }
        Map<String, String> pairs = new HashMap<>();
        for (String part : matcher.group(1).split("\\|", -1)) {
            String[] pieces = part.split("=", -1);
            if (pieces.length > 1) {
                pairs.put(pieces[0].strip(), pieces[1].strip());
            }
        }
        String id = pairs.get("id");
        if (id == null || !pairs.containsKey("type") || !pairs.containsKey("source")) {
            return null;
        }
        return new ReferenceString(pairs.getOrDefault("referenceString", candidate), id);
    }
}
