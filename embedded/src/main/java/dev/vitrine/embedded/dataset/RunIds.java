package dev.vitrine.embedded.dataset;

import dev.vitrine.embedded.json.JsonOut;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The ids of runs that are not stored: always the same for one name. */
final class RunIds {
    private static final int BYTES = 8;

    private RunIds() {}

    static String of(String projectId, String datasetId, String runName) {
        byte[] name = new JsonOut(160)
                .raw("[\"langfuse-experiment-v1\",")
                .string(projectId)
                .ascii(',')
                .string(datasetId)
                .ascii(',')
                .string(runName)
                .ascii(']')
                .toByteArray();
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(name), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
