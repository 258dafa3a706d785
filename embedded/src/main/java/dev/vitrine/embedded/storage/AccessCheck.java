package dev.vitrine.embedded.storage;

import dev.vitrine.embedded.http.Gate;
import dev.vitrine.embedded.http.Inbound;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Decides whether a signed URL allows a request. */
final class AccessCheck {
    private final UrlSigner signer;
    private final Clock clock;

    AccessCheck(UrlSigner signer, Clock clock) {
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * Does nothing for a request that is allowed.
     *
     * @throws StorageFailure for any other
     */
    void check(Inbound inbound) {
        String uri = inbound.request().uri();
        String path = Gate.path(uri);
        SignedQuery query = parse(uri.substring(Math.min(uri.length(), path.length() + 1)));
        if (query.get(SignedQuery.SIGNATURE) == null) {
            throw StorageFailure.of(403, "AccessDenied", "Access Denied");
        }
        if (inbound.header("Authorization") != null) {
            throw StorageFailure.of(
                    400,
                    "InvalidArgument",
                    "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string"
                            + " parameter or the Authorization header should be specified");
        }
        refuseUnsigned(inbound, query.signedHeaders());
        if (!signer.matches(inbound.request().method().name(), path, query, inbound::header)) {
            throw StorageFailure.signatureDoesNotMatch();
        }
        Instant expiry = UrlSigner.expiry(query);
        Instant now = clock.instant();
        if (expiry == null || !now.isBefore(expiry)) {
            throw StorageFailure.of(
                    403,
                    "AccessDenied",
                    "Request has expired",
                    "<Expires>" + expiry + "</Expires><ServerTime>" + now + "</ServerTime>");
        }
    }

    private static SignedQuery parse(String query) {
        try {
            return SignedQuery.parse(query);
        } catch (IllegalArgumentException e) {
            throw StorageFailure.of(400, "InvalidURI", "Couldn't parse the specified URI.");
        }
    }

    private static void refuseUnsigned(Inbound inbound, List<String> signed) {
        String unsigned = inbound.request().requestHeaders().names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith("x-amz-") && !signed.contains(name))
                .sorted()
                .collect(Collectors.joining(", "));
        if (!unsigned.isEmpty()) {
            throw StorageFailure.of(
                    403,
                    "AccessDenied",
                    "There were headers present in the request which were not signed",
                    "<HeadersNotSigned>" + escape(unsigned) + "</HeadersNotSigned>");
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
