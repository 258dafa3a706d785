package dev.vitrine.media;

import dev.vitrine.VitrineException;
import org.jspecify.annotations.Nullable;

/** Data that cannot be walked to its end: a cycle, a limit, or an object that cannot be read. The message has the path. */
public class MediaTreeException extends VitrineException {
    private static final long serialVersionUID = 1L;

    public MediaTreeException(String message) {
        super(message);
    }

    public MediaTreeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** A container that stands inside itself. */
    public static MediaTreeException cycle(String pointer, Class<?> type) {
        return new MediaTreeException("The " + type.getName() + place(pointer) + " contains itself");
    }

    /** More containers inside one another than allowed. */
    public static MediaTreeException tooDeep(String pointer, WalkLimits limits) {
        return new MediaTreeException("The value" + place(pointer) + " lies deeper than " + limits.maxDepth()
                + " containers; flatten it or raise WalkLimits.maxDepth");
    }

    /** More values than allowed. */
    public static MediaTreeException tooMany(String pointer, WalkLimits limits) {
        return new MediaTreeException("There are more than " + limits.maxNodes() + " values, counted to the one"
                + place(pointer) + "; split the data or raise WalkLimits.maxNodes");
    }

    /** Objects inside one another without end, or without containers that could be counted. */
    public static MediaTreeException endless(String pointer) {
        return new MediaTreeException("The value" + place(pointer) + " has objects inside one another without end");
    }

    static String place(String pointer) {
        if (pointer.isEmpty()) {
            return " at the root";
        }
        return " at " + (pointer.length() > 200 ? pointer.substring(0, 200) + "…" : pointer);
    }
}
