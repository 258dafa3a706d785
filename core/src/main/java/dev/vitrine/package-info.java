/** What every module of Vitrine shares: the root of its exceptions. */
@NullMarked
package dev.vitrine;

import org.jspecify.annotations.NullMarked;
