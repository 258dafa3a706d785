package dev.vitrine.embedded.storage;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs URLs in the manner of AWS Signature Version 4, with a secret that lives as long as the platform. */
public final class UrlSigner {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String REGION = "us-east-1";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final String accessKey;
    private final byte[] secret;

    public UrlSigner(Clock clock, String accessKey, byte[] secret) {
        this.clock = clock;
        this.accessKey = accessKey;
        this.secret = secret.clone();
    }

    /**
     * A URL that is valid for one method, path and set of header values.
     *
     * @param origin scheme, host and port
     * @param path the encoded path
     * @param headers the headers that the request must carry exactly so, beside {@code host}
     */
    String sign(
            String method,
            String origin,
            String path,
            Map<String, String> headers,
            Duration lifetime,
            String operation) {
        TreeMap<String, String> signed = new TreeMap<>(headers);
        signed.put("host", origin.substring(origin.indexOf("//") + 2));
        String date = DATE.format(clock.instant());
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("X-Amz-Algorithm", ALGORITHM);
        parameters.put("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD");
        parameters.put("X-Amz-Credential", accessKey + "/" + scope(date));
        parameters.put("X-Amz-Date", date);
        parameters.put("X-Amz-Expires", Long.toString(lifetime.toSeconds()));
        parameters.put("X-Amz-SignedHeaders", String.join(";", signed.keySet()));
        parameters.put("x-id", operation);
        SignedQuery query = new SignedQuery(parameters);
        String signature = signature(date, query.canonicalRequest(method, path, signed::get));
        return origin + path + "?" + query.canonical() + "&" + SignedQuery.SIGNATURE + "=" + signature;
    }

    /** Whether the signature is ours and belongs to this very request. Says nothing of its age. */
    boolean matches(String method, String path, SignedQuery query, Function<String, @Nullable String> header) {
        String date = query.get("X-Amz-Date");
        String signature = query.get(SignedQuery.SIGNATURE);
        if (date == null || date.length() < 8 || signature == null) {
            return false;
        }
        String expected = signature(date, query.canonicalRequest(method, path, header));
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8));
    }

    /** When the URL ends to be valid, or null if it says nothing sensible about that. */
    static @Nullable Instant expiry(SignedQuery query) {
        String date = query.get("X-Amz-Date");
        String expires = query.get("X-Amz-Expires");
        if (date == null || expires == null) {
            return null;
        }
        try {
            return DATE.parse(date, Instant::from).plusSeconds(Long.parseLong(expires));
        } catch (DateTimeParseException | NumberFormatException e) {
            return null;
        }
    }

    private String signature(String date, String canonicalRequest) {
        String toSign = ALGORITHM + "\n" + date + "\n" + scope(date) + "\n" + hex(sha256(canonicalRequest));
        byte[] key = hmac(concat("AWS4".getBytes(StandardCharsets.US_ASCII), secret), date.substring(0, 8));
        key = hmac(hmac(hmac(key, REGION), "s3"), "aws4_request");
        return hex(hmac(key, toSign));
    }

    private static String scope(String date) {
        return date.substring(0, 8) + "/" + REGION + "/s3/aws4_request";
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
