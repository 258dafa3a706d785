/** Tests of the package of the same name. */
@NullMarked
package dev.vitrine.embedded.traffic;

import org.jspecify.annotations.NullMarked;
