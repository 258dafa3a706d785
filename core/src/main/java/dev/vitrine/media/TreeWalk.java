package dev.vitrine.media;

import dev.vitrine.json.JsonEncoder;
import dev.vitrine.json.JsonException;
import dev.vitrine.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** One walk through data, from media to media, on a stack of its own. What is put is copied into on the way back. */
final class TreeWalk {
    private final WalkLimits limits;
    private final TreeFrame.Root root;
    private TreeFrame top;
    private long nodes;
    private boolean atMedia;
    private @Nullable Object instead;

    TreeWalk(@Nullable Object value, WalkLimits limits) {
        this.limits = limits;
        this.root = new TreeFrame.Root(value);
        this.top = root;
    }

    /** Moves to the next media; null at the end. */
    @Nullable
    MediaOccurrence next() {
        if (atMedia) {
            atMedia = false;
            top.settle(instead);
            instead = null;
        }
        while (true) {
            if (top.advance()) {
                Object media = visit(top.value());
                if (media != null) {
                    atMedia = true;
                    instead = top.value();
                    return new MediaOccurrence(top.pointer(), media);
                }
            } else {
                TreeFrame parent = top.parent;
                if (parent == null) {
                    return null;
                }
                parent.settle(top.result());
                top = parent;
            }
        }
    }

    /** What is to stand in the place of the media that {@link #next()} came to. */
    void put(@Nullable Object value) {
        instead = value;
    }

    /** At the end. */
    @Nullable
    Object result() {
        return root.result();
    }

    private @Nullable Object visit(@Nullable Object value) {
        if (++nodes > limits.maxNodes()) {
            throw MediaTreeException.tooMany(top.pointer(), limits);
        }
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) {
            top.settle(value);
            return null;
        }
        Object inner = unwrapped(value);
        if (inner instanceof Media || inner instanceof ReferencedMedia) {
            return inner;
        }
        if (inner == null || Shapes.isLeaf(inner)) {
            top.settle(value);
        } else if (Shapes.isOneShot(inner)) {
            throw new MediaTreeException("The " + inner.getClass().getName() + MediaTreeException.place(top.pointer())
                    + " can be read only once; give a list of its elements");
        } else {
            enter(value, inner);
        }
        return null;
    }

    private @Nullable Object unwrapped(@Nullable Object value) {
        Object inner = value;
        for (int i = 0; inner != null && Shapes.isWrapper(inner); i++) {
            if (i == limits.maxDepth()) {
                throw MediaTreeException.endless(top.pointer());
            }
            inner = Shapes.unwrap(inner);
        }
        return inner;
    }

    private void enter(@Nullable Object value, Object container) {
        if (top.depth == limits.maxDepth()) {
            throw MediaTreeException.tooDeep(top.pointer(), limits);
        }
        for (TreeFrame f = top; f != null; f = f.parent) {
            if (f.container == container) {
                throw MediaTreeException.cycle(top.pointer(), container.getClass());
            }
        }
        TreeFrame frame = TreeFrame.of(top, value, container);
        if (frame == null) {
            Object plain = plainWithMedia(container);
            if (plain == null) {
                top.settle(value);
                return;
            }
            // the root of the object's JSON may itself be media or a scalar
            frame = new TreeFrame.Projected(top, value, container, plain);
        }
        top = frame;
    }

    /** An object as maps and lists; null if it holds no media. */
    private @Nullable Object plainWithMedia(Object object) {
        try {
            WalkLimits left = new WalkLimits(limits.maxDepth() - top.depth, Math.max(1, limits.maxNodes() - nodes));
            JsonValue json = object instanceof JsonValue known
                    ? known
                    : JsonEncoder.strict().limits(left).toValue(object);
            return json.occurrences().isEmpty() ? null : json.unwrap();
        } catch (JsonException | MediaTreeException e) {
            throw new MediaTreeException(
                    "In the " + object.getClass().getName() + MediaTreeException.place(top.pointer()) + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
