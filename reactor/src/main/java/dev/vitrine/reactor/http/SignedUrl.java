package dev.vitrine.reactor.http;

import java.net.URI;
import java.util.Objects;

/** A URL that is a credential by itself. Only {@link #reveal()} shows its query. */
public final class SignedUrl {
    private final URI uri;
    private final Origin origin;

    private SignedUrl(URI uri, Origin origin) {
        this.uri = uri;
        this.origin = origin;
    }

    /** @throws IllegalArgumentException if it is not an absolute http or https URL; the message does not repeat it */
    public static SignedUrl of(String url) {
        Objects.requireNonNull(url, "url");
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a signed URL must be an absolute http or https URL; this one is malformed");
        }
        Origin origin = Origin.of(uri);
        if (origin == null) {
            throw new IllegalArgumentException(
                    "a signed URL must be an absolute http or https URL with a host and without user info");
        }
        return new SignedUrl(uri, origin);
    }

    /** The whole URL, to be sent and never to be logged. */
    public URI reveal() {
        return uri;
    }

    public String host() {
        return origin.host();
    }

    /** Whether what is sent there is not encrypted. */
    boolean isPlain() {
        return "http".equalsIgnoreCase(uri.getScheme());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedUrl that && uri.equals(that.uri);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }

    /** Scheme, host and path; no query, no fragment. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
