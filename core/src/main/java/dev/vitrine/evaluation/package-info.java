/** What batch evaluation takes and gives: values only. Beside experiments, which share none of them but evaluations. */
@NullMarked
package dev.vitrine.evaluation;

import org.jspecify.annotations.NullMarked;
