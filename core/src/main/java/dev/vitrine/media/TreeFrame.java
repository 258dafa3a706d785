package dev.vitrine.media;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A container on the way of a walk, and its copy as soon as something in it differs. */
abstract class TreeFrame {
    final @Nullable TreeFrame parent;
    final @Nullable Object container;
    final int depth;
    private final @Nullable Object original;

    private TreeFrame(@Nullable TreeFrame parent, @Nullable Object original, @Nullable Object container, int depth) {
        this.parent = parent;
        this.original = original;
        this.container = container;
        this.depth = depth;
    }

    /** Moves to the next value. */
    abstract boolean advance();

    abstract @Nullable Object value();

    /** Says what the current value has become, once for each. */
    abstract void settle(@Nullable Object result);

    abstract @Nullable Object copy();

    /** The key or index of the current value; null where it has none of its own. */
    abstract @Nullable String segment();

    /** The copy, or what stood there before if nothing differs. */
    final @Nullable Object result() {
        return changed() ? copy() : original;
    }

    abstract boolean changed();

    /** Copies from the first value on, whether one differs or not. */
    abstract void startCopy();

    /** The place of the current value. */
    final String pointer() {
        List<String> segments = new ArrayList<>();
        for (TreeFrame f = this; f != null; f = f.parent) {
            String segment = f.segment();
            if (segment != null) {
                segments.add(segment);
            }
        }
        StringBuilder pointer = new StringBuilder();
        for (int i = segments.size() - 1; i >= 0; i--) {
            pointer.append('/').append(segments.get(i).replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    /** A frame for what has elements or entries; null for other objects. */
    static @Nullable TreeFrame of(TreeFrame parent, @Nullable Object original, Object container, boolean copied) {
        TreeFrame frame = of(parent, original, container);
        if (frame != null && copied) {
            frame.startCopy();
        }
        return frame;
    }

    private static @Nullable TreeFrame of(TreeFrame parent, @Nullable Object original, Object container) {
        if (container instanceof Map<?, ?> map) {
            return new Entries(parent, original, container, map.entrySet());
        }
        if (container instanceof Collection<?> elements) {
            return new Elements(parent, original, container, elements);
        }
        if (container instanceof Object[] array) {
            return new Elements(parent, original, container, Arrays.asList(array));
        }
        if (container instanceof ObjectNode node) {
            return new Entries(parent, original, container, node.properties());
        }
        if (container instanceof ArrayNode node) {
            return new Elements(parent, original, container, node);
        }
        if (container instanceof Map.Entry<?, ?> entry) {
            return new Entries(parent, original, container, List.of(entry));
        }
        return null;
    }

    private static final class Elements extends TreeFrame {
        private final Iterable<?> source;
        private final Iterator<?> iterator;
        private @Nullable Object value;
        private int index = -1;
        private @Nullable List<@Nullable Object> copy;

        Elements(TreeFrame parent, @Nullable Object original, Object container, Iterable<?> source) {
            super(parent, original, container, parent.depth + 1);
            this.source = source;
            this.iterator = source.iterator();
        }

        @Override
        boolean advance() {
            if (!iterator.hasNext()) {
                return false;
            }
            value = iterator.next();
            index++;
            return true;
        }

        @Override
        @Nullable
        Object value() {
            return value;
        }

        @Override
        void settle(@Nullable Object result) {
            if (copy == null && result != value) {
                copy = new ArrayList<>();
                Iterator<?> before = source.iterator();
                for (int i = 0; i < index; i++) {
                    copy.add(before.next());
                }
            }
            if (copy != null) {
                copy.add(result);
            }
        }

        @Override
        boolean changed() {
            return copy != null;
        }

        @Override
        void startCopy() {
            copy = new ArrayList<>();
        }

        @Override
        @Nullable
        Object copy() {
            return copy;
        }

        @Override
        String segment() {
            return Integer.toString(index);
        }
    }

    private static final class Entries extends TreeFrame {
        private final Iterable<? extends Map.Entry<?, ?>> source;
        private final Iterator<? extends Map.Entry<?, ?>> iterator;
        private Map.@Nullable Entry<?, ?> entry;
        private @Nullable Object value;
        private int index = -1;
        private @Nullable Map<@Nullable Object, @Nullable Object> copy;

        Entries(
                TreeFrame parent,
                @Nullable Object original,
                Object container,
                Iterable<? extends Map.Entry<?, ?>> source) {
            super(parent, original, container, parent.depth + 1);
            this.source = source;
            this.iterator = source.iterator();
        }

        @Override
        boolean advance() {
            if (!iterator.hasNext()) {
                return false;
            }
            Map.Entry<?, ?> next = iterator.next();
            entry = next;
            value = next.getValue();
            index++;
            return true;
        }

        @Override
        @Nullable
        Object value() {
            return value;
        }

        @Override
        void settle(@Nullable Object result) {
            if (copy == null && result != value) {
                copy = new LinkedHashMap<>();
                Iterator<? extends Map.Entry<?, ?>> before = source.iterator();
                for (int i = 0; i < index; i++) {
                    Map.Entry<?, ?> earlier = before.next();
                    copy.put(earlier.getKey(), earlier.getValue());
                }
            }
            if (copy != null && entry != null) {
                copy.put(entry.getKey(), result);
            }
        }

        @Override
        boolean changed() {
            return copy != null;
        }

        @Override
        void startCopy() {
            copy = new LinkedHashMap<>();
        }

        @Override
        @Nullable
        Object copy() {
            return copy;
        }

        @Override
        String segment() {
            return entry == null ? "" : String.valueOf(entry.getKey());
        }
    }

    /** One value without a key: the root, or what an object becomes. */
    private abstract static class Single extends TreeFrame {
        private final @Nullable Object value;
        private boolean started;
        private @Nullable Object settled;

        Single(
                @Nullable TreeFrame parent,
                @Nullable Object original,
                @Nullable Object container,
                int depth,
                @Nullable Object value) {
            super(parent, original, container, depth);
            this.value = value;
        }

        @Override
        boolean advance() {
            boolean first = !started;
            started = true;
            return first;
        }

        @Override
        @Nullable
        Object value() {
            return value;
        }

        @Override
        void settle(@Nullable Object result) {
            settled = result;
        }

        @Override
        boolean changed() {
            return settled != value;
        }

        @Override
        void startCopy() {
            // it is one value, and no container of its own
        }

        @Override
        @Nullable
        Object copy() {
            return settled;
        }

        @Override
        @Nullable
        String segment() {
            return null;
        }
    }

    static final class Root extends Single {
        Root(@Nullable Object value) {
            super(null, value, null, 0, value);
        }
    }

    static final class Projected extends Single {
        Projected(TreeFrame parent, @Nullable Object original, Object container, Object plain) {
            super(parent, original, container, parent.depth, plain);
        }
    }
}
