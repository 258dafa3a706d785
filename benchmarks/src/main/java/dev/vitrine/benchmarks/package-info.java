/** Measurements with JMH: one class a question, the answer in numbers. */
@NullMarked
package dev.vitrine.benchmarks;

import org.jspecify.annotations.NullMarked;
