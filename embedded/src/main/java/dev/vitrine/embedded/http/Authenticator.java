package dev.vitrine.embedded.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the project of a request. The secret key decides; the public key beside it is not compared. */
final class Authenticator {
    private static final String HOST_HINT = " Confirm that you've configured the correct host.";

    private final Map<String, Tenant> bySecretKey;
    private final Map<String, Tenant> byPublicKey;

    Authenticator(Collection<Tenant> tenants) {
        bySecretKey = tenants.stream().collect(Collectors.toMap(Tenant::secretKey, Function.identity()));
        byPublicKey = tenants.stream().collect(Collectors.toMap(Tenant::publicKey, Function.identity()));
    }

    /** @param scoresOnly whether only the public key was sent */
    record Caller(Tenant tenant, boolean scoresOnly) {}

    Caller authenticate(@Nullable String authorization, Access access) {
        if (authorization == null || authorization.isEmpty()) {
            throw refused(access, 401, "No authorization header");
        }
        String[] pieces = authorization.split(" ", 2);
        String credentials = pieces.length < 2 ? "" : pieces[1].trim();
        return switch (pieces[0].toLowerCase(Locale.ROOT)) {
            case "basic" -> new Caller(basic(credentials, access), false);
            case "bearer" -> new Caller(bearer(credentials, access), true);
            default -> throw refused(access, 401, "Invalid authorization header");
        };
    }

    private Tenant basic(String credentials, Access access) {
        String decoded;
        try {
            decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            decoded = "";
        }
        // what comes after a second colon is lost, as on the real server
        String[] keys = decoded.split(":", -1);
        Tenant tenant = keys.length < 2 ? null : bySecretKey.get(keys[1]);
        if (tenant == null) {
            throw refused(access, 401, "Invalid credentials." + HOST_HINT);
        }
        return tenant;
    }

    /** A public key alone is enough for scores only. */
    private Tenant bearer(String publicKey, Access access) {
        Tenant tenant = byPublicKey.get(publicKey);
        if (tenant == null) {
            throw refused(access, 401, "Invalid public key." + HOST_HINT);
        }
        if (!access.publicKey()) {
            throw refused(access, 403, "Access denied - insufficient permissions for this endpoint");
        }
        return tenant;
    }

    private static ApiFailure refused(Access access, int status, String message) {
        return access.typed()
                ? ApiFailure.typed(status, status == 401 ? "UnauthorizedError" : "ForbiddenError", message)
                : ApiFailure.message(status, message);
    }
}
