package dev.vitrine.embedded.storage;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Hands out signed URLs for the objects of one bucket. */
public final class Bucket {
    private final String name;
    private final String origin;
    private final UrlSigner signer;

    /** A bucket that is reached at {@code origin}: scheme, host and port. */
    public Bucket(String name, String origin, UrlSigner signer) {
        this.name = name;
        this.origin = origin;
        this.signer = signer;
    }

    public String name() {
        return name;
    }

    public String origin() {
        return origin;
    }

    /** A URL that takes exactly these bytes, declared exactly so. */
    public String uploadUrl(String key, String contentType, long length, String sha256Base64, Duration lifetime) {
        Map<String, String> headers = Map.of(
                "content-length", Long.toString(length),
                "content-type", contentType,
                "x-amz-checksum-sha256", sha256Base64);
        return signer.sign("PUT", origin, path(key), headers, lifetime, "PutObject");
    }

    public String downloadUrl(String key, Duration lifetime) {
        return signer.sign("GET", origin, path(key), Map.of(), lifetime, "GetObject");
    }

    private String path(String key) {
        return "/" + name + "/"
                + Arrays.stream(key.split("/", -1)).map(SignedQuery::encode).collect(Collectors.joining("/"));
    }
}
