package dev.vitrine.reactor;

/** Settings of a {@link LangfuseClient}. */
public final class LangfuseClientBuilder {
    LangfuseClientBuilder() {}

    public LangfuseClient build() {
        throw new UnsupportedOperationException("soon");
    }
}
