/** Tests of the package of the same name. */
@NullMarked
package dev.vitrine.embedded.json;

import org.jspecify.annotations.NullMarked;
