/** Requests and answers. The only package that knows Reactor Netty. */
@NullMarked
package dev.vitrine.reactor.http;

import org.jspecify.annotations.NullMarked;
