package dev.vitrine.embedded.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a route does whose body is not read as JSON. Works in memory only, on the connection's own thread. */
@FunctionalInterface
public interface BytesEndpoint {
    /**
     * The answer.
     *
     * @param header the value of a request header by its name in any case
     * @throws ApiFailure for an error answer
     */
    Reply answer(Tenant tenant, Function<String, @Nullable String> header, byte[] content);
}
