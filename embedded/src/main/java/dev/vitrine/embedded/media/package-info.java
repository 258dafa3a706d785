/** Media records, reference strings and their paths. Inner part of the platform, not meant to be called. */
@NullMarked
package dev.vitrine.embedded.media;

import org.jspecify.annotations.NullMarked;
