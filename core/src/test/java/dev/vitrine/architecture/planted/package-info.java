/** Violations, so that each rule is seen to fail. */
@NullMarked
package dev.vitrine.architecture.planted;

import org.jspecify.annotations.NullMarked;
