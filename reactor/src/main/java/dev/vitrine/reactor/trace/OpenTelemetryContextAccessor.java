package dev.vitrine.reactor.trace;

import io.micrometer.context.ThreadLocalAccessor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;

/**
 * For Micrometer's context-propagation, where an application uses it: OpenTelemetry's current context is what the Reactor
 * Context holds for this library, wherever thread-locals are restored, and is captured where they are.
 *
 * <p>It is not registered by itself: {@code ContextRegistry.getInstance().registerThreadLocalAccessor(new
 * OpenTelemetryContextAccessor())} does. Do not use it beside another accessor that sets OpenTelemetry's context.
 */
public final class OpenTelemetryContextAccessor implements ThreadLocalAccessor<Context> {
    @Override
    public Object key() {
        return LangfuseContext.KEY;
    }

    /** Null for the root context, so that nothing is captured where nothing is current. */
    @Override
    @SuppressWarnings("NullAway") // the library's contract, without annotations
    public Context getValue() {
        Context current = Context.current();
        return current == Context.root() ? null : current;
    }

    @Override
    public void setValue(Context value) {
        attach(value);
    }

    @Override
    public void setValue() {
        attach(Context.root());
    }

    @Override
    public void restore(Context previous) {
        attach(previous);
    }

    @Override
    public void restore() {
        attach(Context.root());
    }

    /** The library puts the earlier value back itself, so that the scope is not needed. */
    @SuppressWarnings("MustBeClosedChecker")
    private static void attach(Context context) {
        var ignored = ContextStorage.get().attach(context);
    }
}
