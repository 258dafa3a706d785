/** What several tests need. */
@NullMarked
package dev.vitrine.reactor.testing;

import org.jspecify.annotations.NullMarked;
