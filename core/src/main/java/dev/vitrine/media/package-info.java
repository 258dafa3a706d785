/** Media as values: what a user hands over, the reference that stands for it in JSON, and finding either in a tree. */
@NullMarked
package dev.vitrine.media;

import org.jspecify.annotations.NullMarked;
