package dev.vitrine.content;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 and the length in bytes of some content. Two digests are equal when both are.
 *
 * <p>The text forms are those of the platforms: standard Base64 with padding (44 characters) and lowercase hex (64).
 */
public final class ContentDigest {
    private final byte[] sha256;
    private final long length;
    private @Nullable String base64; // made when first asked for; threads that do so at once make the same

    private ContentDigest(byte[] sha256, long length) {
        this.sha256 = sha256;
        this.length = length;
    }

    /**
     * A digest that was computed elsewhere.
     *
     * @param sha256 the 32 bytes of the hash, copied
     * @param length the number of bytes that were hashed, zero or more
     */
    public static ContentDigest of(byte[] sha256, long length) {
        Objects.requireNonNull(sha256, "sha256");
        if (sha256.length != 32) {
            throw new IllegalArgumentException("sha256 must have 32 bytes, not " + sha256.length);
        }
        if (length < 0) {
            throw new IllegalArgumentException("length must be zero or more, not " + length);
        }
        return new ContentDigest(sha256.clone(), length);
    }

    /** Digests the remaining bytes of {@code content}; its position and limit stay as they are. */
    public static ContentDigest ofContent(ByteBuffer content) {
        Objects.requireNonNull(content, "content");
        return ContentDigester.create().update(content).digest();
    }

    public long length() {
        return length;
    }

    public String sha256Base64() {
        String known = base64;
        if (known == null) {
            known = Base64.getEncoder().encodeToString(sha256);
            base64 = known;
        }
        return known;
    }

    public String sha256Hex() {
        return HexFormat.of().formatHex(sha256);
    }

    /** The first {@code count} (1 to 43) characters of the hash in URL-safe Base64; Langfuse makes its media ids so. */
    public String sha256Base64Url(int count) {
        if (count < 1 || count > 43) {
            throw new IllegalArgumentException("count must be 1 to 43, not " + count);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256).substring(0, count);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContentDigest that && length == that.length && Arrays.equals(sha256, that.sha256);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(sha256).getInt();
    }

    @Override
    public String toString() {
        return "ContentDigest[sha256=" + sha256Base64() + ", length=" + length + "]";
    }
}
