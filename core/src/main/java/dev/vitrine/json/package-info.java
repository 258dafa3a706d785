/** JSON in and out without a Jackson type in any signature. */
@NullMarked
package dev.vitrine.json;

import org.jspecify.annotations.NullMarked;
