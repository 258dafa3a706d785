package dev.vitrine.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** What kinds of objects a walk meets. */
final class Shapes {
    private Shapes() {}

    static boolean isWrapper(Object value) {
        return value instanceof Optional || value instanceof AtomicReference || value instanceof POJONode;
    }

    static @Nullable Object unwrap(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.orElse(null);
        }
        return value instanceof AtomicReference<?> reference ? reference.get() : ((POJONode) value).getPojo();
    }

    static boolean isOneShot(Object value) {
        return value instanceof Iterator
                || value instanceof BaseStream
                || value instanceof Enumeration
                || value instanceof Spliterator;
    }

    /** What holds nothing that could be media. */
    static boolean isLeaf(Object value) {
        if (value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum
                || value instanceof Throwable) {
            return true;
        }
        if (value instanceof Collection
                || value instanceof Map
                || value instanceof Map.Entry
                || value instanceof Object[]
                || isOneShot(value)) {
            return false;
        }
        if (value instanceof JsonNode node) {
            return !node.isContainerNode();
        }
        Class<?> type = value.getClass();
        return type.isArray() || isOfJdk(type.getName());
    }

    private static boolean isOfJdk(String name) {
        return name.startsWith("java.")
                || name.startsWith("javax.")
                || name.startsWith("jdk.")
                || name.startsWith("sun.");
    }
}
