/** Starts the stub and the contestants, each in a process of its own, and makes a table of what they took. */
@NullMarked
package dev.vitrine.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
