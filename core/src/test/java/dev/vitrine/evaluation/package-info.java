@NullMarked
package dev.vitrine.evaluation;

import org.jspecify.annotations.NullMarked;
