@NullMarked
package dev.vitrine.reactor.http;

import org.jspecify.annotations.NullMarked;
