/** JSON as the platform reads, normalises and writes it. Inner part of the platform, not meant to be called. */
@NullMarked
package dev.vitrine.embedded.json;

import org.jspecify.annotations.NullMarked;
