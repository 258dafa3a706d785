package dev.vitrine.reactor.experiment.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Style and script of the report, and the policy that allows these two and nothing else. Read once, from the jar. */
record Assets(String style, String script, String policy) {
    private static final class Loaded {
        static final Assets ASSETS = load();
    }

    static Assets get() {
        return Loaded.ASSETS;
    }

    private static Assets load() {
        String style = read("report.css");
        String script = read("report.js");
        String policy = "default-src 'none'; img-src data:; style-src '" + hash(style) + "'; script-src '"
                + hash(script) + "'; base-uri 'none'; form-action 'none'";
        return new Assets(style, script, policy);
    }

    private static String read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
