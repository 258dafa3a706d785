@NullMarked
package dev.vitrine.reactor.prompt;

import org.jspecify.annotations.NullMarked;
