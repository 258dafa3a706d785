package dev.vitrine.reactor.http;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/** A URL that is a credential by itself. Only {@link #reveal()} shows its query. */
public final class SignedUrl {
    private final URI uri;

    private SignedUrl(URI uri) {
        this.uri = uri;
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
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException("a signed URL must be an absolute http or https URL");
        }
        return new SignedUrl(uri);
    }

    /** The whole URL, to be sent and never to be logged. */
    public URI reveal() {
        return uri;
    }

    public String host() {
        return uri.getHost();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedUrl that && uri.equals(that.uri);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }

    /** Scheme, host and path; no user info, no query, no fragment. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + uri.getRawPath();
    }
}
