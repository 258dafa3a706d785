package dev.vitrine.reactor.trace;

import dev.vitrine.trace.ObservationSpec;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls methods that carry {@link Observe} within an observation, and all others as they are. */
final class ObservingProxy implements InvocationHandler {
    private final ObservedFunctions tracing;
    private final Object target;
    private final Map<Method, Optional<ObservationSpec>> specs = new ConcurrentHashMap<>();

    private ObservingProxy(ObservedFunctions tracing, Object target) {
        this.tracing = tracing;
        this.target = target;
    }

    static <I> I create(ObservedFunctions tracing, Class<I> type, I target) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(target, "target");
        if (!type.isInterface()) {
            throw new IllegalArgumentException("type must be an interface, not " + type.getName());
        }
        ObservingProxy handler = new ObservingProxy(tracing, target);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Optional<ObservationSpec> found = specs.computeIfAbsent(method, this::specOf);
        if (found.isEmpty()) {
            return call(method, arguments);
        }
        ObservationSpec spec = tracing.capturing(found.get(), input(arguments));
        Class<?> result = method.getReturnType();
        if (result.isAssignableFrom(Mono.class)
                && Publisher.class.isAssignableFrom(result)
                && result != Publisher.class) {
            return tracing.observe(spec, observation -> (Mono<?>) callUnchecked(method, arguments));
        }
        if (result == Flux.class || result == Publisher.class) {
            return tracing.observeMany(spec, observation -> (Publisher<?>) callUnchecked(method, arguments));
        }
        return callNow(spec, method, arguments);
    }

    private @Nullable Object callNow(ObservationSpec spec, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Observation observation = tracing.startIn(Context.current(), spec);
        Object result;
        try (Scope ignored = observation.context().makeCurrent()) {
            result = call(method, arguments);
        } catch (Throwable e) {
            observation.fail(e).end();
            throw e;
        }
        if (result instanceof CompletionStage<?> stage) {
            return stage.whenComplete((value, error) -> finish(observation, spec, value, error));
        }
        finish(observation, spec, result, null);
        return result;
    }

    private static void finish(
            Observation observation, ObservationSpec spec, @Nullable Object value, @Nullable Throwable error) {
        if (error != null) {
            Throwable cause = error.getCause();
            observation.fail(error instanceof CompletionException && cause != null ? cause : error);
        } else if (spec.captureOutput().orElse(false)) {
            observation.update(update -> update.output(value));
        }
        observation.end();
    }

    private Optional<ObservationSpec> specOf(Method method) {
        Observe annotation = method.getAnnotation(Observe.class);
        if (annotation == null) {
            annotation = ofTarget(method);
        }
        if (annotation == null) {
            return Optional.empty();
        }
        String name = annotation.name().isEmpty() ? method.getName() : annotation.name();
        ObservationSpec spec = ObservationSpec.of(annotation.type(), name);
        if (annotation.input() != Observe.Capture.CLIENT) {
            spec = spec.captureInput(annotation.input() == Observe.Capture.ON);
        }
        if (annotation.output() != Observe.Capture.CLIENT) {
            spec = spec.captureOutput(annotation.output() == Observe.Capture.ON);
        }
        return Optional.of(spec);
    }

    private @Nullable Observe ofTarget(Method method) {
        try {
            return target.getClass()
                    .getMethod(method.getName(), method.getParameterTypes())
                    .getAnnotation(Observe.class);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static @Nullable Object input(@Nullable Object @Nullable [] arguments) {
        if (arguments == null || arguments.length == 0) {
            return null;
        }
        return arguments.length == 1 ? arguments[0] : Arrays.asList(arguments.clone());
    }

    private @Nullable Object callUnchecked(Method method, @Nullable Object @Nullable [] arguments) {
        try {
            return call(method, arguments);
        } catch (Throwable e) {
            throw Exceptions.propagate(e);
        }
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            method.trySetAccessible();
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() != null ? e.getCause() : e;
        }
    }
}
