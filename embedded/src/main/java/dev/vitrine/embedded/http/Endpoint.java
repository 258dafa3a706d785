package dev.vitrine.embedded.http;

/** What a route does. Works in memory only, so it runs on the connection's own thread. */
@FunctionalInterface
public interface Endpoint {
    /**
     * The answer.
     *
     * @throws ApiFailure for an error answer
     */
    Reply answer(Call call);
}
