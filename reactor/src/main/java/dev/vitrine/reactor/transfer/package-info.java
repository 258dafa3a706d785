/** The one pipeline for every blob: digest, spool, permits, single flight, retries. Knows no platform. */
@NullMarked
package dev.vitrine.reactor.transfer;

import org.jspecify.annotations.NullMarked;
