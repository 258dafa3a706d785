@NullMarked
package dev.vitrine.trace;

import org.jspecify.annotations.NullMarked;
