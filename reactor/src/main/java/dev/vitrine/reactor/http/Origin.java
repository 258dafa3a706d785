package dev.vitrine.reactor.http;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Scheme, host and port of an http or https URL. Also where {@link URI#getHost()} knows none, because the name has an
 * underscore or ends in a digit: services of a container network are often called so, as in {@code langfuse_minio}.
 *
 * @param scheme in lower case
 * @param host in lower case
 * @param port 1 to 65535, the scheme's own where the URL has none
 */
public record Origin(String scheme, String host, int port) {
    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9._-]{1,253})(?::([0-9]{0,5}))?");
    private static final int MAX_PORT = 65_535;

    /** Null where the URL has no such scheme, no host, user info in front of it, or a port that is none. */
    public static @Nullable Origin of(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https"))) {
            return null;
        }
        if (url.getHost() != null) {
            return url.getRawUserInfo() == null ? of(scheme, url.getHost(), url.getPort()) : null;
        }
        String authority = url.getRawAuthority();
        Matcher named = NAMED.matcher(authority == null ? "" : authority);
        if (!named.matches()) {
            return null;
        }
        String port = named.group(2);
        return of(scheme, named.group(1), port == null || port.isEmpty() ? -1 : Integer.parseInt(port));
    }

    private static @Nullable Origin of(String scheme, String host, int port) {
        int known = port >= 0 ? port : scheme.equals("https") ? 443 : 80;
        return known < 1 || known > MAX_PORT ? null : new Origin(scheme, host.toLowerCase(Locale.ROOT), known);
    }
}
