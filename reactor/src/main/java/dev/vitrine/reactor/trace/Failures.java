package dev.vitrine.reactor.trace;

/** What may go wrong in telemetry, and in the functions that it calls, without breaking the work that is observed. */
final class Failures {
    private Failures() {}

    /** Only what means the end of the process passes; a stack that overflowed in an object's text is none of that. */
    static void rethrowIfFatal(Throwable error) {
        if (error instanceof VirtualMachineError fatal && !(error instanceof StackOverflowError)) {
            throw fatal;
        }
    }
}
