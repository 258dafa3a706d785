/** How a request is matched, read and answered. Inner part of the platform, not meant to be called. */
@NullMarked
package dev.vitrine.embedded.http;

import org.jspecify.annotations.NullMarked;
