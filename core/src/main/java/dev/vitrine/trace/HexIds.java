package dev.vitrine.trace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Ids in hexadecimal, as OpenTelemetry writes them. */
final class HexIds {
    private static final HexFormat HEX = HexFormat.of();

    private HexIds() {}

    static String random(int bytes) {
        byte[] id = new byte[bytes];
        do {
            ThreadLocalRandom.current().nextBytes(id);
        } while (isZero(id));
        return HEX.formatHex(id);
    }

    static String fromSeed(@Nullable String seed, int bytes) {
        if (seed == null || seed.isEmpty()) {
            return random(bytes);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
            return HEX.formatHex(digest, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    static boolean isValid(@Nullable String id, int bytes) {
        if (id == null || id.length() != bytes * 2) {
            return false;
        }
        boolean onlyZeros = true;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
            onlyZeros &= c == '0';
        }
        return !onlyZeros;
    }

    private static boolean isZero(byte[] id) {
        for (byte b : id) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
