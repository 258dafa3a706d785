/** Media on Langfuse: upload, lazy handles, references in any object. */
@NullMarked
package dev.vitrine.reactor.media;

import org.jspecify.annotations.NullMarked;
