/** The object store behind signed URLs. Inner part of the platform, not meant to be called. */
@NullMarked
package dev.vitrine.embedded.storage;

import org.jspecify.annotations.NullMarked;
