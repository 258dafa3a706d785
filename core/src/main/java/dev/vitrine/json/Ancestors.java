package dev.vitrine.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The objects that are being written at a time, outermost first, told apart by identity. */
final class Ancestors {
    private final int most;
    private @Nullable Object[] objects = new @Nullable Object[16];
    private int size;

    /** What opens no container counts too, so that it cannot exhaust the stack: as many as there may be containers. */
    Ancestors(int maxDepth) {
        this.most = 2 * maxDepth + 8;
    }

    /** False, without effect, if the object is one of them already or there are too many. */
    boolean enter(Object object, boolean identityMatters) {
        if (size == most) {
            return false;
        }
        if (identityMatters) {
            for (int i = size - 1; i >= 0; i--) {
                if (objects[i] == object) {
                    return false;
                }
            }
        }
        if (size == objects.length) {
            objects = Arrays.copyOf(objects, size * 2);
        }
        objects[size++] = object;
        return true;
    }

    void leave() {
        objects[--size] = null;
    }
}
