package dev.vitrine.reactor;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Made when it is first asked for, once. Making it does no I/O; others who ask wait for it. */
final class Lazy<T> implements Supplier<T> {
    private final Supplier<? extends T> maker;
    private volatile @Nullable T made;

    Lazy(Supplier<? extends T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        T known = made;
        return known != null ? known : first();
    }

    /** Null as long as nobody asked for it. Waits for one that is being made. */
    synchronized @Nullable T ifMade() {
        return made;
    }

    private synchronized T first() {
        T known = made;
        if (known == null) {
            known = maker.get();
            made = known;
        }
        return known;
    }
}
