package dev.vitrine.benchmarks.harness;

/**
 * One pass of a contestant, or one start of a process.
 *
 * @param wallSeconds from its first to its last call
 * @param cpuSeconds of the contestant's process meanwhile, in steps of 10 ms
 * @param serverCpuSeconds of the stub's process meanwhile
 * @param allocatedBytes on the heap for one operation
 * @param peakRssMiB of the process until its end
 * @param threads at the end
 * @param connections that were opened
 * @param mostInFlight requests at a time
 * @param operations that were done
 * @param repeated PUTs and pages that were asked for more than once: on a machine that is busy, timeouts strike
 */
record Pass(
        double wallSeconds,
        double cpuSeconds,
        double serverCpuSeconds,
        double allocatedBytes,
        double peakRssMiB,
        double threads,
        double connections,
        double mostInFlight,
        long operations,
        long repeated) {}
