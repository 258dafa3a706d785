/** The client: where a user starts. */
@NullMarked
package dev.vitrine.reactor;

import org.jspecify.annotations.NullMarked;
