/** What the tests of the platform share. */
@NullMarked
package dev.vitrine.embedded.support;

import org.jspecify.annotations.NullMarked;
