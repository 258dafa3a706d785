/** What passes through the platform: routes, the log of requests, and faults that are put in their way. */
@NullMarked
package dev.vitrine.embedded.traffic;

import org.jspecify.annotations.NullMarked;
