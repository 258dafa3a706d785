@NullMarked
package dev.vitrine.reactor.transfer;

import org.jspecify.annotations.NullMarked;
