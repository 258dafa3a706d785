package dev.vitrine.content;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/** Hashes and counts content that arrives in pieces. For one pass and one thread at a time. */
public final class ContentDigester {
    /** Called often, a method is compiled early: to hash a few large files in one call each stays slow. */
    private static final int STEP = 8 * 1024;

    private final MessageDigest sha256;
    private long length;

    private ContentDigester(MessageDigest sha256) {
        this.sha256 = sha256;
    }

    public static ContentDigester create() {
        try {
            return new ContentDigester(MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    /** Adds the remaining bytes of {@code piece}; its position and limit stay as they are. */
    public ContentDigester update(ByteBuffer piece) {
        Objects.requireNonNull(piece, "piece");
        length += piece.remaining();
        ByteBuffer rest = piece.duplicate();
        int end = rest.limit();
        while (rest.position() < end) {
            rest.limit(Math.min(end, rest.position() + STEP));
            sha256.update(rest);
        }
        return this;
    }

    /** Adds all of {@code content}, in place: of a read-only buffer {@link MessageDigest} has to copy each piece. */
    public ContentDigester update(ContentSource.Bytes content) {
        Objects.requireNonNull(content, "content");
        return update(content.own());
    }

    /** How many bytes were added since the start or the last {@link #digest()}. */
    public long length() {
        return length;
    }

    /** The digest of what was added. The digester starts over afterwards. */
    public ContentDigest digest() {
        ContentDigest digest = ContentDigest.of(sha256.digest(), length);
        length = 0;
        return digest;
    }
}
