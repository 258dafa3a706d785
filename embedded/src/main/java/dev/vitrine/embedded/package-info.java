/** A Langfuse-compatible platform inside the process: for trying, testing and measuring. Loopback only. */
@NullMarked
package dev.vitrine.embedded;

import org.jspecify.annotations.NullMarked;
