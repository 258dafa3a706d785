/** Bytes and what is known of them: their source, type, digest and data-URI form. Pure values; nothing here opens a file. */
@NullMarked
package dev.vitrine.content;

import org.jspecify.annotations.NullMarked;
