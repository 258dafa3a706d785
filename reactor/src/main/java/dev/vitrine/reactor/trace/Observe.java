package dev.vitrine.reactor.trace;

import dev.vitrine.trace.ObservationType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A method to be observed where it is called through {@link FunctionTracing#proxy}. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Observe {
    /** The observation's name; the method's by default. */
    String name() default "";

    ObservationType type() default ObservationType.SPAN;

    /** Whether the arguments become its input. */
    Capture input() default Capture.CLIENT;

    /** Whether the result becomes its output. */
    Capture output() default Capture.CLIENT;

    /** Who decides on capturing. */
    enum Capture {
        /** The client's setting. */
        CLIENT,
        ON,
        OFF
    }
}
