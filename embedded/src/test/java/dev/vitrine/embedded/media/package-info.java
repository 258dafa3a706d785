/** Tests of the package of the same name. */
@NullMarked
package dev.vitrine.embedded.media;

import org.jspecify.annotations.NullMarked;
