package dev.vitrine.media;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A walk as an iterator; it goes on when it is asked for more. */
final class Occurrences implements Iterator<MediaOccurrence> {
    private final TreeWalk walk;
    private @Nullable MediaOccurrence ahead;
    private boolean ended;

    Occurrences(TreeWalk walk) {
        this.walk = walk;
    }

    @Override
    public boolean hasNext() {
        if (ahead == null && !ended) {
            ahead = walk.next();
            ended = ahead == null;
        }
        return ahead != null;
    }

    @Override
    public MediaOccurrence next() {
        if (!hasNext() || ahead == null) {
            throw new NoSuchElementException();
        }
        MediaOccurrence found = ahead;
        ahead = null;
        return found;
    }
}
