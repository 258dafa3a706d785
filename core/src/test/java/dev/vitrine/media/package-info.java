@NullMarked
package dev.vitrine.media;

import org.jspecify.annotations.NullMarked;
