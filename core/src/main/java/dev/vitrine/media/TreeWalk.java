package dev.vitrine.media;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.vitrine.json.JsonException;
import dev.vitrine.json.JsonValue;
import dev.vitrine.json.MediaProbe;
import org.jspecify.annotations.Nullable;

/** One walk through data, from media to media, on a stack of its own. What is put is copied into on the way back. */
final class TreeWalk {
    private static final int NODE_BYTES = 48;
    private final WalkLimits limits;
    private final WalkRules rules;
    private final TreeFrame.Root root;
    private TreeFrame top;
    private long nodes;
    private long characters;
    private boolean atMedia;
    private boolean cut;
    private @Nullable Object instead;
    private @Nullable MediaProbe probe; // made for the first object

    TreeWalk(@Nullable Object value, WalkLimits limits) {
        this(value, limits, WalkRules.WHOLE);
    }

    TreeWalk(@Nullable Object value, WalkLimits limits, WalkRules rules) {
        this.limits = limits;
        this.rules = rules;
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

    /** Whether something was passed over because it lies beyond a limit. */
    boolean cut() {
        return cut;
    }

    /** About what a copy of all that was met takes. */
    long bytes() {
        return nodes * NODE_BYTES + characters;
    }

    /** At the end. */
    @Nullable
    Object result() {
        return root.result();
    }

    private @Nullable Object visit(@Nullable Object value) {
        if (++nodes > limits.maxNodes()) {
            if (!rules.lenient()) {
                throw MediaTreeException.tooMany(top.pointer(), limits);
            }
            return leave(value, true);
        }
        if (value instanceof String text) {
            return text(text, text);
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            top.settle(value);
            return null;
        }
        Object inner = unwrapped(value);
        if (inner instanceof Media || inner instanceof ReferencedMedia) {
            return inner;
        }
        if (inner instanceof TextNode node) {
            return text(value, node.textValue());
        }
        if (inner instanceof String text) {
            return text(value, text);
        }
        if (inner == null || Shapes.isLeaf(inner)) {
            top.settle(value);
        } else if (Shapes.isOneShot(inner)) {
            if (!rules.lenient()) {
                throw new MediaTreeException("The " + inner.getClass().getName()
                        + MediaTreeException.place(top.pointer())
                        + " can be read only once; give a list of its elements");
            }
            return leave(value, false);
        } else {
            enter(value, inner);
        }
        return null;
    }

    private @Nullable Object text(Object value, String text) {
        characters += text.length();
        Object embedded = rules.embedded() ? EmbeddedShapes.in(text, top) : null;
        if (embedded == null) {
            top.settle(value);
        }
        return embedded;
    }

    private @Nullable Object leave(@Nullable Object value, boolean beyondLimit) {
        cut |= beyondLimit;
        top.settle(value);
        return null;
    }

    private @Nullable Object unwrapped(@Nullable Object value) {
        Object inner = value;
        for (int i = 0; inner != null && Shapes.isWrapper(inner); i++) {
            if (i == limits.maxDepth()) {
                if (rules.lenient()) {
                    cut = true;
                    return null;
                }
                throw MediaTreeException.endless(top.pointer());
            }
            inner = Shapes.unwrap(inner);
        }
        return inner;
    }

    private void enter(@Nullable Object value, Object container) {
        if (top.depth == limits.maxDepth()) {
            if (!rules.lenient()) {
                throw MediaTreeException.tooDeep(top.pointer(), limits);
            }
            leave(value, true);
            return;
        }
        for (TreeFrame f = top; f != null; f = f.parent) {
            if (f.container == container) {
                if (!rules.lenient()) {
                    throw MediaTreeException.cycle(top.pointer(), container.getClass());
                }
                leave(value, false);
                return;
            }
        }
        TreeFrame frame = TreeFrame.of(top, value, container, rules.copies());
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
            if (object instanceof JsonValue known) {
                return rules.isWorthALook(known) ? known.unwrap() : null;
            }
            int depthLeft = limits.maxDepth() - top.depth;
            long nodesLeft = Math.max(1, limits.maxNodes() - nodes);
            if (rules.isForMediaAlone()) {
                if (probe == null) {
                    probe = new MediaProbe();
                }
                JsonValue found = probe.valueWithMedia(object, new WalkLimits(depthLeft, nodesLeft));
                return found == null ? null : found.unwrap();
            }
            JsonValue json = rules.json(object, depthLeft, nodesLeft);
            return rules.isWorthALook(json) ? json.unwrap() : null;
        } catch (JsonException | MediaTreeException e) {
            if (rules.lenient()) {
                return null; // what cannot be read is the encoder's to say so
            }
            throw new MediaTreeException(
                    "In the " + object.getClass().getName() + MediaTreeException.place(top.pointer()) + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
