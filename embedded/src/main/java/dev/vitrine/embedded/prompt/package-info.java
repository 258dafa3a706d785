/** Prompts, their versions and labels. Inner part of the platform, not meant to be called. */
@NullMarked
package dev.vitrine.embedded.prompt;

import org.jspecify.annotations.NullMarked;
