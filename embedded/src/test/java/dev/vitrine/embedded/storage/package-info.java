/** Tests of the package of the same name. */
@NullMarked
package dev.vitrine.embedded.storage;

import org.jspecify.annotations.NullMarked;
