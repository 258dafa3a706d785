/** Prompts as records, and what is done with them without a server: compiling, listing variables, converting. */
@NullMarked
package dev.vitrine.prompt;

import org.jspecify.annotations.NullMarked;
