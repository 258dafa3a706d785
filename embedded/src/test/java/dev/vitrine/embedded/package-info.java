/** Tests of the platform through its sockets. */
@NullMarked
package dev.vitrine.embedded;

import org.jspecify.annotations.NullMarked;
